import { z } from 'zod'
import { entityKinds, type EntityKind } from '../../rules/entity/entity.ts'
import { fieldMappings } from '../../rules/normalize/field-mapping.ts'
import { documentPolicy } from '../../rules/documents/document-policy.ts'
import { flowPolicy } from '../../rules/documents/flow/flow-policy.ts'
import { rateSources } from '../../rules/documents/read-reference-rates.ts'
import { paymentPolicy } from '../../rules/documents/payments/payment-policy.ts'
import { fourEyes } from '../../rules/matching/four-eyes.ts'
import { entityPolicy } from '../../rules/truth/field-policy.ts'
import { stewardSystem } from '../../rules/truth/steward-words.ts'
import { duration } from '../../rules/documents/duration.ts'

const name = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes, starting with a letter')
const timeZone = z.string().refine((zone) => isTimeZone(zone), 'an IANA time zone such as Europe/Prague')
const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as CZK')
const entity = z.enum(entityKinds as readonly [EntityKind, ...EntityKind[]])

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions()
    return true
  } catch {
    return false
  }
}

const company = z.strictObject({
  name: z.string().min(1),
  country: z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166-1 alpha-2 code such as CZ'),
  timeZone,
  currency,
})

const owner = z.strictObject({
  business: z.email().meta({ description: 'who decides what is right; told when the data disagree' }),
  technical: z.email().meta({ description: 'who mends the system; told when the flow fails' }),
  escalation: z.email().optional(),
})

const delivery = z.strictObject({
  window: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'two times of day such as "22:00-05:00"')
    .optional()
    .meta({ description: 'when corrections may be written, by the clock of the system: "22:00-05:00"' }),
  rate: z
    .string()
    .regex(/^[1-9]\d{0,4}\/(s|min)$/, 'corrections in a second or a minute: 10/s, 90/min')
    .optional()
    .meta({ description: 'how many corrections at most: 10/s, 90/min' }),
  maxConcurrency: z
    .int()
    .min(1)
    .max(16)
    .default(1)
    .meta({ description: 'requests with corrections under way at a time' }),
})

const system = z.strictObject({
  connector: name,
  config: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: 'the connector’s own settings; secrets as ${VARIABLE}' }),
  timeZone: timeZone.optional(),
  currency: currency.optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  scales: z.record(currency, z.int().min(0).max(6)).optional().meta({
    description:
      'decimals of the system’s minor units where they are not those of ISO 4217, by currency: a gateway that counts ISK in hundredths has ISK: 2',
  }),
  delivery: delivery.optional().meta({ description: 'how gently corrections are written into the system' }),
})

const flow = z.strictObject({
  system: name,
  entity,
  owner: name,
  direction: z.enum(['read', 'write', 'both']).default('read'),
  freshness: z.strictObject({ warnAfter: duration, failAfter: duration }).meta({
    description: 'how old the last good snapshot may be before the report calls the flow late, and then failed',
  }),
  onFailure: z.enum(['use-last-good', 'stop-run']).default('use-last-good'),
  runbook: z.string().min(1),
  select: z
    .record(z.string(), z.unknown())
    .meta({ description: 'what to read, in the connector’s own words: file or table, key, changedAt' }),
  fields: fieldMappings,
  writeBack: z
    .strictObject({
      fields: z
        .array(z.string().min(1))
        .min(1)
        .meta({ description: 'canonical fields that may be corrected in this system' }),
      automatic: z
        .array(z.string().min(1))
        .default([])
        .meta({ description: 'those that `touchstone run` may deliver without a person' }),
      brake: z
        .strictObject({
          recordsMax: z.int().min(0).optional(),
          percentMax: z.number().min(0).max(100).optional(),
        })
        .optional()
        .meta({
          description:
            'a batch that would change more records, or a larger part of them, is not sent: a person decides',
        }),
      creates: z
        .strictObject({
          from: z
            .array(name)
            .min(1)
            .meta({ description: 'systems whose customers or products this one is to have as well' }),
          externalId: z.string().min(1).meta({
            description:
              'column of this system that keeps the golden id of a record we created, unique there: by it the record is known again',
          }),
        })
        .optional()
        .meta({
          description:
            'records that this system has not got are proposed to be created in it; each waits for a person. Left out: none',
        }),
    })
    .optional(),
  guard: z
    .strictObject({
      dropPercentMax: z.number().min(0).max(100).default(20),
      overlapPercentMin: z.number().min(0).max(100).default(90),
      rowCountMin: z.int().min(0).default(1),
    })
    .prefault({})
    .meta({ description: 'when a smaller snapshot is taken for an outage, not for deletions' }),
})

const matching = z.strictObject({
  autoLinkAbove: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ description: 'probability from which records are joined without a person' }),
  reviewAbove: z.number().min(0).max(1).optional().meta({ description: 'probability from which a person is asked' }),
  neverLink: z.strictObject({ differing: z.array(z.string().min(1)) }).optional(),
  duplicateFree: z
    .array(name)
    .optional()
    .meta({ description: 'systems that hold no entity twice: two of their records are never joined' }),
  model: z.string().min(1).optional().meta({ description: 'file with a match model instead of the default one' }),
  fourEyes: fourEyes.optional().meta({
    description: 'proposals on which the word of one person acts only once a second person confirms it',
  }),
})

/** The shape of touchstone.yaml. JSON Schema is generated from it; cross-references are checked in `validate-plan.ts`. */
export const planSchema = z.strictObject({
  company,
  owners: z.record(name, owner),
  systems: z.record(
    name.refine((word) => word !== stewardSystem, 'a name other than "steward", which stands for a person'),
    system,
  ),
  flows: z.array(flow).min(1),
  truth: z.partialRecord(entity, entityPolicy).default({}),
  matching: z.partialRecord(z.enum(['customer', 'product', 'order', 'invoice']), matching).default({}),
  documents: z
    .strictObject({
      order: documentPolicy.optional(),
      invoice: documentPolicy.optional(),
      flow: flowPolicy.optional(),
      payment: paymentPolicy.optional(),
    })
    .prefault({}),
  exchangeRates: z
    .strictObject({
      file: z.string().min(1).meta({ description: 'as downloaded, beside the plan: rates/eurofxref-hist.csv' }),
      source: z.enum(rateSources).meta({
        description:
          'ecb: eurofxref-hist.csv or .xml of the European Central Bank; cnb: the years of the Czech National Bank; table: a CSV of day, from, to, rate',
      }),
    })
    .optional()
    .meta({ description: 'rates by day; without them no amounts are compared across currencies' }),
  reports: z
    .strictObject({ directory: z.string().default('reports'), byteOrderMark: z.boolean().default(false) })
    .prefault({}),
  limits: z
    .strictObject({ findingsMax: z.int().min(0).optional() })
    .prefault({})
    .meta({
      description: 'exit code 1 when a run finds more than this',
    }),
})

/** A validated plan: defaults filled in, secrets not yet resolved. */
export type Plan = z.infer<typeof planSchema>
export type Flow = Plan['flows'][number]
