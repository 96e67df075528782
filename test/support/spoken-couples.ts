import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { engineNight } from '../../engine/cli/engine-night.ts'
import type { LoadedPlan } from '../../engine/plan/load-plan.ts'
import type { Store } from '../../engine/store/store.ts'
import { nightTools } from './night-tools.ts'

/** Two records that nothing else changes, what a person says of them before which night, and before which it is taken back. */
interface SpokenCouple {
  readonly left: string
  readonly right: string
  /** They say the same: without a word the machine joins them. */
  readonly isAlike: boolean
  readonly saidBefore?: number
  readonly undoneBefore?: number
}

/** What every record of these couples says, by `system:key`. */
export type SpokenRecords = ReadonlyMap<
  string,
  Readonly<Record<'givenName' | 'familyName' | 'email' | 'phone' | 'city', string>>
>

/**
 * Couples about which persons say the opposite of what the records say: for ever, and until the night of the training, of the
 * other policy and of the fields read otherwise; and one of each kind of which nobody speaks.
 */
export function spokenCouples(trained: number, otherPolicy: number, otherFields: number): readonly SpokenCouple[] {
  const times: readonly Pick<SpokenCouple, 'saidBefore' | 'undoneBefore'>[] = [
    {},
    { saidBefore: 1 },
    { saidBefore: 1, undoneBefore: trained },
    { saidBefore: trained, undoneBefore: otherPolicy },
    { saidBefore: otherPolicy, undoneBefore: otherFields },
  ]

  return [true, false].flatMap((isAlike) =>
    times.map((time, place) => ({
      ...{ left: `crm:spoken-${isAlike}-${place}`, right: `erp:spoken-${isAlike}-${place}`, isAlike },
      ...time,
    })),
  )
}

export function spokenRecords(couples: readonly SpokenCouple[]): SpokenRecords {
  const person = (place: number, side: number) => ({
    givenName: ['Božena', 'Oldřich'][side] ?? '',
    familyName: `${['Šrámek', 'Wágner'][side]}${'abcdefghij'[place]}${'klmnopqrst'[place]}ová`,
    email: `spoken${place}.${side}@example.cz`,
    phone: `60${place}${side}00${place}${side}7`,
    city: ['Brno', 'Opava'][side] ?? '',
  })

  return new Map(
    couples.flatMap(({ left, right, isAlike }, place) => [
      [left, person(place, 0)],
      [right, person(place, isAlike ? 0 : 1)],
    ]),
  )
}

/** Lets persons say and take back what is due before a night, as they do it at noon. */
export async function speakBefore(
  night: number,
  couples: readonly SpokenCouple[],
  {
    path,
    loaded,
    store,
    at,
  }: { readonly path: string; readonly loaded: LoadedPlan; readonly store: Store; readonly at: string },
): Promise<void> {
  for (const { left, right, isAlike, saidBefore, undoneBefore } of couples) {
    const tools = nightTools(store, at)
    const file = join(path, `${left.replace(':', '-')}.csv`)

    if (night === saidBefore) {
      const line = [left, right, isAlike ? 'different' : 'same', 'jana', 'knows them'].join(',')

      await writeFile(file, `left,right,verdict,by,reason\n${line}\n`)
      await engineNight.review.import(file, tools)
    }
    if (night === undoneBefore) {
      const { entries } = await engineNight.pairHistory([left, right], undefined, { after: 0, limit: 100 }, tools)
      const decision = entries.findLast((entry) => entry.standing === 'asserted')?.decision ?? 0

      await engineNight.review.undo(loaded, { decision: String(decision), by: 'petr', reason: 'a mistake' }, tools)
    }
  }
}

/** Couples that are not as persons said, or, where nobody did or it was taken back, not as the records say. */
export function forgottenWords(
  night: number,
  couples: readonly SpokenCouple[],
  clusters: ReadonlyMap<string, string>,
): readonly string[] {
  return couples.flatMap(({ left, right, isAlike, saidBefore = Infinity, undoneBefore = Infinity }) => {
    const isSpoken = saidBefore <= night && night < undoneBefore
    const isTogether = [...clusters.keys()].some((members) =>
      [left, right].every((name) => members.split(' ').includes(name)),
    )

    return isTogether === (isSpoken ? !isAlike : isAlike)
      ? []
      : [
          `${left} and ${right} are ${isTogether ? 'together' : 'apart'}${isSpoken ? ', though a person said otherwise' : ''}`,
        ]
  })
}
