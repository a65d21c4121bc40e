// The arrows of the house, as one table: what a package may import beside itself.
const pure = ['data-model', 'expression', 'access', 'form-engine', 'flow-engine', 'rule-engine', 'report-engine', 'actions', 'app-model']
const mayImport = {
  'packages/data-model': [],
  'packages/expression': ['data-model'],
  'packages/access': ['data-model', 'expression'],
  'packages/form-engine': ['data-model', 'expression'],
  'packages/flow-engine': ['data-model', 'expression'],
  'packages/rule-engine': ['data-model', 'expression'],
  'packages/report-engine': ['data-model', 'expression'],
  'packages/actions': ['data-model', 'expression'],
  'packages/app-model': pure,
  'packages/storage': pure,
  'packages/workbook': pure,
  'packages/output': [...pure, 'workbook'],
  'packages/ui': pure,
  // The trial fills itself with the example app.
  'apps/server': [...pure, 'storage', 'workbook', 'output', 'examples/service-desk'],
  'apps/designer': [...pure, 'ui'],
  'apps/portal': [...pure, 'ui'],
}
// Real-database tests may clone a database from storage's test door.
const tests = '[.](test|integration[.]test|test-d)[.]tsx?$'

// The one place where the trial meets the example app it shows.
const sampleDoor = '^apps/server/src/sample-data[.]ts$'

const arrows = Object.entries(mayImport).map(([from, to]) => ({
  name: `arrows-of-${from.split('/')[1]}`,
  severity: 'error',
  comment: `${from} may import only: ${to.join(', ') || 'nothing'}`,
  from: { path: `^${from}/src`, pathNot: [tests, sampleDoor] },
  to: {
    path: '^(packages|apps|examples)/',
    pathNot: [`^${from}/`, ...to.map((name) => (name.includes('/') ? `^${name}/` : `^packages/${name}/`))],
  },
}))

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'front-door',
      severity: 'error',
      comment: 'Outsiders use the front page (src/index.ts) or a named door (src/sql, src/ajv, src/bpmn, src/testing) of a package',
      from: { path: '^(packages|apps|examples)/([^/]+)/' },
      to: {
        path: '^(packages|apps)/([^/]+)/src/',
        pathNot: ['^$1/$2/', '^(packages|apps)/[^/]+/src/(sql/|testing/|ajv/|bpmn/)?index[.]ts$', '[.]css$'],
      },
    },
    {
      name: 'no-server-library-in-the-browser',
      severity: 'error',
      comment: 'Kysely, pg and ajv must not reach a browser bundle',
      from: { path: '^apps/(portal|designer)/src', pathNot: tests },
      to: { path: 'node_modules/(kysely|pg|ajv|fastify)/', reachable: true },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.svg'],
    },
  },
}
