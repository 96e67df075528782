import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const marker = '.made-by-touchstone-demo'

/** Makes the demo's folder. An old one is replaced only when a demo made it; with `isOldKept` the new one goes beside it. */
export function makeDemoFolder(isOldKept: boolean): string {
  const folder = isOldKept ? freeName('touchstone-demo') : resolve('touchstone-demo')

  if (existsSync(folder)) {
    if (!existsSync(join(folder, marker))) {
      throw new Error(`${folder} exists and was not made by the demo. Move it away, or start the demo elsewhere.`)
    }
    rmSync(folder, { recursive: true })
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, marker), 'The demo may delete this folder.\n')
  return folder
}

function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const folder = resolve(number === 1 ? name : `${name}-${number}`)

    if (!existsSync(folder)) return folder
  }
}
