"""Pairwise and B-cubed quality of scored pairs and of the clusters they make, by the definitions of our own evaluator.

B-cubed (Bagga and Baldwin 1998): for each record the share of its cluster that is of its entity (precision) and the share
of its entity that is in its cluster (recall), averaged over records.
"""
from collections import Counter


def prf(right, found, total):
    precision, recall = right / found if found else 0.0, right / total if total else 0.0
    # By the counts, as our evaluator does: equal results are then equal to the last bit.
    f1 = 2 * right / (found + total) if total else 0.0
    return dict(precision=precision, recall=recall, f1=f1)


def best_of(curve, key):
    """The weight with the highest F1: the first of a tie, so the highest threshold."""
    return max(curve, key=lambda point: point[key]["f1"]) if curve else None


def pairs_of(counts):
    return sum(n * (n - 1) // 2 for n in counts.values())


def read_truth(lines):
    """Entity of every id, from lines of id,cluster or of id_a,id_b."""
    head = lines[0].split(",")
    rows = [line.split(",") for line in lines[1:]]
    if head[0] == "id":
        return {row[0]: row[1] for row in rows}
    entity = {row[1]: row[0] for row in rows}
    return entity | {row[0]: row[0] for row in rows}


class Clusters:
    """Union-find over ids, keeping how many records of each entity every cluster has."""

    def __init__(self, entity):
        self.entity, self.parent = entity, {key: key for key in entity}

    def find(self, key):
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, left, right):
        self.parent[self.find(left)] = self.find(right)

    def quality(self):
        sizes, shares, entities = Counter(), Counter(), Counter(self.entity.values())
        for key, entity in self.entity.items():
            cluster = self.find(key)
            sizes[cluster] += 1
            shares[cluster, entity] += 1
        n = len(self.entity)
        precision = sum(k * k / sizes[cluster] for (cluster, _), k in shares.items()) / n
        recall = sum(k * k / entities[entity] for (_, entity), k in shares.items()) / n
        f1 = 2 * precision * recall / (precision + recall)
        return dict(
            pairwise=prf(pairs_of(shares), pairs_of(sizes), pairs_of(entities)),
            bCubed=dict(precision=precision, recall=recall, f1=f1),
        )


def curve(scored, entity, total, at):
    """Quality of links and of their clusters, at every weight of `at` (log2 odds), highest first. `scored`: (id, id, weight)."""
    scored = sorted(scored, key=lambda pair: -pair[2])
    clusters, next_pair, right, points = Clusters(entity), 0, 0, []
    for weight in sorted(at, reverse=True):
        while next_pair < len(scored) and scored[next_pair][2] >= weight:
            one, other, _ = scored[next_pair]
            right += entity[one] == entity[other]
            clusters.join(one, other)
            next_pair += 1
        points.append(dict(weight=weight, links=prf(right, next_pair, total)) | clusters.quality())
    return points


def one_to_one(scored, entity, total, at):
    """Linkage between two lists free of duplicates: pairs from the best down, each record at most once."""
    taken, right, kept, points, scored = set(), 0, 0, [], sorted(scored, key=lambda pair: (-pair[2], pair[0], pair[1]))
    next_pair = 0
    for weight in sorted(at, reverse=True):
        while next_pair < len(scored) and scored[next_pair][2] >= weight:
            one, other, _ = scored[next_pair]
            next_pair += 1
            if one in taken or other in taken:
                continue
            taken |= {one, other}
            kept += 1
            right += entity[one] == entity[other]
        points.append(dict(weight=weight, links=prf(right, kept, total)))
    return points
