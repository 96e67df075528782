/** The root of the set a node is in (union-find): `parents` leads there, and shorter the next time. A node without a parent is one. */
export function rootOf<Node extends string | number>(parents: Map<Node, Node>, node: Node): Node {
  let root = node

  for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent
  for (let step = node; step !== root;) {
    const parent = parents.get(step) as Node

    parents.set(step, root)
    step = parent
  }
  return root
}
