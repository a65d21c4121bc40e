import type { Mutant } from '../mutant.ts'

const packageTest = 'packages/output/src/output.test.ts'
const routesTest = 'apps/server/src/report-output.integration.test.ts'
const deliveriesTest = 'apps/server/src/deliveries.integration.test.ts'

export const output: readonly Mutant[] = [
  {
    name: 'output: each page of a table begins one row too late',
    file: 'packages/output/src/draw-spec.ts',
    find: "return { svg: lines.join(''), next: from + taken.length }\n}\n\n/** Each as wide",
    replace: "return { svg: lines.join(''), next: from + taken.length + 1 }\n}\n\n/** Each as wide",
    test: packageTest,
  },
  {
    name: 'output: a figure of many digits becomes a double',
    file: 'packages/output/src/report-cells.ts',
    find: '.length <= 15 &&',
    replace: '.length <= 150 &&',
    test: packageTest,
  },
  {
    name: 'output: any number of pictures waits',
    file: 'packages/output/src/create-painter.ts',
    find: 'if (waiting.length >= mostWaiting)',
    replace: 'if (waiting.length > mostWaiting)',
    test: packageTest,
  },
  {
    name: 'output: whoever may read may take out',
    file: 'apps/server/src/routes/report-output.ts',
    find: 'if (!mayExport(app, who.principal, params.report))',
    replace: 'if (!mayExport(app, who.principal, params.report) && !who.principal)',
    test: routesTest,
  },
  {
    name: 'output: a dashboard is saved without its filters',
    file: 'apps/server/src/output/dashboard-file.ts',
    find: '[...(asked.free ?? []), ...reading.filtersFor(report)]',
    replace: '[...(asked.free ?? [])]',
    test: routesTest,
  },
  {
    name: 'deliveries: a repeated job sends again',
    file: 'apps/server/src/jobs/capabilities.ts',
    find: 'if (!isNew) return',
    replace: "if (!isNew && message.channel === 'sms') return",
    test: deliveriesTest,
  },
  {
    name: 'deliveries: one who may not open the dashboard gets it with the rights of its owner',
    file: 'apps/server/src/jobs/send-dashboards.ts',
    find: 'isPerson ? recipient : delivery.owner.id)',
    replace: 'isPerson ? delivery.owner.id : delivery.owner.id)',
    test: deliveriesTest,
  },
  {
    name: 'deliveries: the owner may have left',
    file: 'apps/server/src/jobs/send-dashboards.ts',
    find: "if (!owner) return 'owner'",
    replace: 'if (!owner) return null',
    test: deliveriesTest,
  },
]
