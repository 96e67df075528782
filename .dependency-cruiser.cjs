/**
 * The borders of the house, as DESIGN draws it: an import that crosses one is an error, and the comment of the rule says
 * where the code belongs instead. `test/tidy/borders.test.ts` runs them, and plants one violation per rule to see it fail.
 */

const { Visitor } = require('@swc/core/Visitor.js')

// TypeScript 7 has no JavaScript API, so swc parses; its visitor stops at `using` (1.16.18), which is a declaration like any other.
const { visitStatement } = Visitor.prototype
Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement)

  statement.decls = this.visitVariableDeclarators(statement.decls)
  return statement
}

const OURS = '^(engine|connectors|rules|reports|examples|test)/'
const STAGE = '(staging|matching|golden|documents|review|write-back)'
const SQL_PACKAGES = '^node_modules/(kysely|pg|pg-[a-z-]+|@types/pg|@electric-sql/pglite)/'

/** What `rules` may use: libraries that are pure functions over values. */
const PURE_PACKAGES =
  '^node_modules/(zod|dinero\\.js|date-fns|date-fns-tz|any-ascii|libphonenumber-js|i18n-iso-countries|stdnum|ibantools|fastest-levenshtein|@skyra/jaro-winkler)/'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule(
      'rules-import-nobody',
      'What the business says data means stands alone. Code that needs a row, a store or a system belongs into engine/<stage>, which calls the rule.',
      { path: '^rules/' },
      { path: OURS, pathNot: '^rules/' },
    ),
    rule(
      'rules-are-pure',
      'A rule reads no file, clock or environment. Read in engine/ or connectors/ and hand the value in.',
      { path: '^rules/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'rules-use-pure-packages-only',
      'Only libraries that are pure functions over values. Another such library goes on the list in .dependency-cruiser.cjs; anything with effects belongs into connectors/ or engine/.',
      { path: '^rules/' },
      { path: '^node_modules/', pathNot: PURE_PACKAGES },
    ),
    rule(
      'connectors-yield-rows-and-know-nothing-else',
      'A connector yields rows and accepts corrections. What the values mean belongs into rules/normalize, what happens to the rows into engine/staging.',
      { path: '^connectors/' },
      { path: OURS, pathNot: ['^connectors/', '^rules/entity/'] },
    ),
    rule(
      'connectors-stand-alone',
      'One connector can be deleted without touching another. What two of them share belongs into a file of its own directly under connectors/.',
      { path: '^connectors/([^/]+)/' },
      { path: '^connectors/[^/]+/', pathNot: '^connectors/$1/' },
    ),
    rule(
      'shared-connector-code-knows-no-connector',
      'What lies directly under connectors/ serves all of them. What only one needs belongs into its folder; the list of all of them into engine/cli.',
      { path: '^connectors/[^/]+\\.ts$' },
      { path: '^connectors/[^/]+/' },
    ),
    rule(
      'engine-sees-only-the-connector-contract',
      'The engine talks to any system through connectors/connector.ts. Choosing and opening a certain connector belongs into engine/cli.',
      { path: '^engine/', pathNot: '^engine/cli/' },
      { path: '^connectors/', pathNot: '^connectors/connector\\.ts$' },
    ),
    rule(
      'engine-does-not-know-its-readers',
      'The engine hands out rows; it does not know who reads them. Writing reports is called from engine/cli; examples start the program from outside.',
      { path: '^engine/', pathNot: '^engine/cli/' },
      { path: '^(reports|examples)/' },
    ),
    rule(
      'stages-do-not-import-each-other',
      'Stages meet in engine/reconcile.ts and hand over handles to staged tables. A noun both need belongs into engine/domain, a rule both follow into rules/.',
      { path: `^engine/${STAGE}/` },
      { path: `^engine/${STAGE}/`, pathNot: '^engine/$1/' },
    ),
    rule(
      'layers-import-downwards',
      'domain, plan, store, operations and the stages come before reconcile.ts, index.ts and cli. Hand in what they need as a parameter.',
      { path: `^engine/(domain|plan|store|operations|${STAGE.slice(1, -1)})/` },
      { path: ['^engine/cli/', '^engine/[^/]+\\.ts$'] },
    ),
    rule(
      'domain-is-the-floor',
      'engine/domain holds the nouns everybody uses, so it uses none of the other layers. What needs them belongs one layer up.',
      { path: '^engine/domain/' },
      { path: '^engine/', pathNot: '^engine/domain/' },
    ),
    rule(
      'plan-store-and-operations-are-below-the-stages',
      'The plan, the store and operations serve every stage and know none. A query that only one stage needs belongs into that stage.',
      { path: '^engine/(plan|store|operations)/' },
      { path: `^engine/${STAGE}/` },
    ),
    rule(
      'only-the-store-knows-the-database',
      'kysely, pg and PGlite are imported by engine/store alone (a connector to such a database has a database of its own). Take the store as a parameter.',
      { path: OURS, pathNot: ['^engine/store/', '^connectors/', '^examples/', '^test/'] },
      { path: SQL_PACKAGES },
    ),
    rule(
      'only-the-postgres-connector-knows-postgres',
      'Of the connectors, postgres alone speaks to PostgreSQL and PGlite.',
      { path: '^connectors/', pathNot: '^connectors/postgres/' },
      { path: SQL_PACKAGES },
    ),
    rule(
      'reports-see-the-public-engine-only',
      'A report is a description of rows. What it needs of the engine is exported by engine/index.ts; reading a system belongs into connectors/.',
      { path: '^reports/' },
      { path: OURS, pathNot: ['^reports/', '^rules/', '^engine/index\\.ts$'] },
    ),
    rule(
      'workers-compute-and-nothing-else',
      'A worker thread is a pure function on plain data. Whatever reads, writes or waits belongs into the stage that calls the worker.',
      { path: '^engine/([^/]+)/.*\\.worker\\.ts$' },
      { path: OURS, pathNot: ['^rules/', '^engine/domain/', '^engine/$1/'] },
    ),
    rule(
      'workers-never-reach-the-store',
      'Nothing a worker imports, at any depth, may open the store. Split the pure part of that file off.',
      { path: '\\.worker\\.ts$' },
      { path: '^engine/(store|cli)/', reachable: true },
    ),
    rule(
      'nobody-imports-test',
      'Test code is not shipped. What the product needs belongs into the product.',
      { path: OURS, pathNot: '^test/' },
      { path: '^test/' },
    ),
    rule(
      'examples-use-the-product-from-outside',
      'An example does what a customer does: writes files, starts the program, reads the reports. Code both need belongs into the product.',
      { path: '^examples/' },
      { path: '^(engine|connectors|reports)/' },
    ),
    rule(
      'product-runs-without-dev-dependencies',
      'A customer installs without devDependencies. Move the package to dependencies, with its reason, or the code to test/.',
      { path: '^(engine|connectors|rules|reports)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'imports-resolve',
      'The imported file or package does not exist, or is not in package.json.',
      { path: OURS },
      { couldNotResolve: true },
    ),
    rule(
      'no-circles',
      'Two modules that import each other, be it only types, are one module, or hide a third: split off what both need.',
      { path: OURS },
      { circular: true },
    ),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
}
