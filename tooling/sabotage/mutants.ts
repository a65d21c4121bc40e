/** One small fault: `find` occurs once in `file`; with `replace` in its place the suite `test` must fail. */
export type Mutant = { name: string; file: string; find: string; replace: string; test: string }

const expression: Mutant[] = [
  {
    name: 'expression: blank no longer equals blank',
    file: 'packages/expression/src/compare.ts',
    find: 'if (a === null && b === null) return 0\n',
    replace: '',
    test: 'packages/expression/src/cases.test.ts',
  },
  {
    name: 'expression: inherited properties can be read',
    file: 'packages/expression/src/compile-logic.ts',
    find: '!Object.hasOwn(value, segment)',
    replace: '!(segment in Object(value))',
    test: 'packages/expression/src/cases.test.ts',
  },
  {
    name: 'expression: the size budget is gone',
    file: 'packages/expression/src/budget.ts',
    find: 'if (nodes > maxNodes)',
    replace: 'if (nodes > maxNodes * 1000)',
    test: 'packages/expression/src/cases.test.ts',
  },
  {
    name: 'expression: halves of negative numbers round up',
    file: 'packages/expression/src/exact.ts',
    find: 'this.units < 0n ? this.units - half : this.units + half',
    replace: 'this.units + half',
    test: 'packages/expression/src/exact.test.ts',
  },
  {
    name: 'expression: SQL lets null fall out of a comparison',
    file: 'packages/expression/src/sql/operand.ts',
    find: "return mode === 'where' ? condition : sql`coalesce(${condition}, false)`",
    replace: 'return condition',
    test: 'packages/expression/src/sql/compile-sql.test.ts',
  },
]

const access: Mutant[] = [
  {
    name: 'access: a field hidden by one of two roles is hidden, or none',
    file: 'packages/access/src/rights-on.ts',
    find: 'grants.every((grant) => test(ruleOn(grant, field)))',
    replace: 'grants.some((grant) => test(ruleOn(grant, field)))',
    test: 'packages/access/src/access.test.ts',
  },
  {
    name: 'access: a form link reads what others filed',
    file: 'packages/access/src/rights-on.ts',
    find: 'return { ...rights, create: true }',
    replace: 'return { ...rights, create: true, read: true }',
    test: 'packages/access/src/access.test.ts',
  },
  {
    name: 'access: hidden fields are not taken out',
    file: 'packages/access/src/redact.ts',
    find: '!rights.hidden.has(field)',
    replace: "field !== ''",
    test: 'packages/access/src/access.test.ts',
  },
]

const flow: Mutant[] = [
  {
    name: 'flow: a join fires for the first branch',
    file: 'packages/flow-engine/src/settle.ts',
    find: 'node.type.gathers ? node.incoming : [flow]',
    replace: '[flow]',
    test: 'packages/flow-engine/src/gateways.test.ts',
  },
  {
    name: 'flow: a countersign is off by one vote',
    file: 'packages/flow-engine/src/nodes/approve.ts',
    find: "mode === 'all' ? votes.length : 1",
    replace: "mode === 'all' ? votes.length - 1 : 1",
    test: 'packages/flow-engine/src/decide.test.ts',
  },
  {
    name: 'flow: a repeated command acts twice',
    file: 'packages/flow-engine/src/decide.ts',
    find: 'if (state.requests.includes(command.requestId)) return { events: [], effects: [] }',
    replace: '',
    test: 'packages/flow-engine/src/properties.test.ts',
  },
  {
    name: 'flow: a task without people waits silently',
    file: 'packages/flow-engine/src/people.ts',
    find: 'if (people.length > 0) return { team, people }',
    replace: 'if (people.length >= 0) return { team, people }',
    test: 'packages/flow-engine/src/people.test.ts',
  },
  {
    name: "flow: anybody may act on anybody's task",
    file: 'packages/flow-engine/src/commands/complete-task.ts',
    find: "if (!task.candidates.includes(actor)) throw fail('flow.task.not-yours')",
    replace: '',
    test: 'packages/flow-engine/src/decide.test.ts',
  },
  {
    name: 'flow: a timer outlives its element',
    file: 'packages/flow-engine/src/tokens.ts',
    find: "if (element.timer !== undefined) run.effects.push({ type: 'job.cancel', key: element.timer })",
    replace: '',
    test: 'packages/flow-engine/src/properties.test.ts',
  },
]

const rulesAndActions: Mutant[] = [
  {
    name: 'rule: a rule sets itself off for ever',
    file: 'packages/rule-engine/src/decide-rule.ts',
    find: ' || chain.includes(own)',
    replace: '',
    test: 'packages/rule-engine/src/decide-rule.test.ts',
  },
  {
    name: 'rule: the idempotency key changes with the clock',
    file: 'packages/rule-engine/src/decide-rule.ts',
    find: '`${document.id}:${change.id}:${step.id}`',
    replace: '`${document.id}:${given.now}:${step.id}`',
    test: 'packages/rule-engine/src/decide-rule.test.ts',
  },
  {
    name: 'action: it gets capabilities it did not name',
    file: 'packages/actions/src/perform-action.ts',
    find: 'action.run(withDefaults(action.input, input), lent, context)',
    replace: 'action.run(withDefaults(action.input, input), capabilities, context)',
    test: 'packages/actions/src/actions.test.ts',
  },
]

const formsAndApps: Mutant[] = [
  {
    name: 'form: a read-only field can be written',
    file: 'packages/form-engine/src/field-cells.ts',
    find: 'const typed = () => (readOnly() ? undefined : source.typed(id))',
    replace: 'const typed = () => source.typed(id)',
    test: 'packages/form-engine/src/evaluate-form.test.ts',
  },
  {
    name: 'form: a hidden field keeps what was typed',
    file: 'packages/form-engine/src/field-cells.ts',
    find: "return field.whenHidden === 'clear' ? null : (earlier ?? null)",
    replace: 'return normal()',
    test: 'packages/form-engine/src/evaluate-form.test.ts',
  },
  {
    name: 'form: any option is accepted',
    file: 'packages/form-engine/src/field-cells.ts',
    find: 'if (!chosen.every((id) => attribute.options?.some((option) => option.id === id)))',
    replace: 'if (chosen.length === 0)',
    test: 'packages/form-engine/src/evaluate-form.test.ts',
  },
  {
    name: 'publish: a removed field is not retired',
    file: 'packages/app-model/src/plan-schema.ts',
    find: "if (!own(to.attributes, id)) going.push({ type: 'retire-attribute', entity, attribute: id })",
    replace: 'if (!own(to.attributes, id)) continue',
    test: 'packages/app-model/src/plan-publish.test.ts',
  },
  {
    name: 'publish: a narrower number keeps its column',
    file: 'packages/app-model/src/same-column.ts',
    find: 'return to.scale >= from.scale && to.precision - to.scale >= from.precision - from.scale',
    replace: 'return to.precision >= from.precision',
    test: 'packages/app-model/src/same-column.test.ts',
  },
  {
    name: 'designer: undo runs in the wrong order',
    file: 'packages/app-model/src/commands/apply-command.ts',
    find: 'undone.unshift(',
    replace: 'undone.push(',
    test: 'packages/app-model/src/commands/apply-command.test.ts',
  },
  {
    name: 'app: a field may be called id',
    file: 'packages/app-model/src/check/check-ids.ts',
    find: '...reservedFieldIds, ...systemColumns',
    replace: '...systemColumns',
    test: 'packages/app-model/src/check-app.test.ts',
  },
]

const reportsAndBooks: Mutant[] = [
  {
    name: 'report: the end of a period belongs to it',
    file: 'packages/report-engine/src/filter-logic.ts',
    find: "{ '<': [value, at(range.to)] }",
    replace: "{ '<=': [value, at(range.to)] }",
    test: 'packages/report-engine/src/filter-logic.test.ts',
  },
  {
    name: 'report: the drill into the others forgets the empty group',
    file: 'packages/report-engine/src/cell-filter.ts',
    find: 'value.others.map((key) =>',
    replace: 'value.others.filter((key) => key !== null).map((key) =>',
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'report: the top is one short',
    file: 'packages/report-engine/src/sql/fold-others.ts',
    find: 'sql`place > ${sql.lit(top.n)} as',
    replace: 'sql`place >= ${sql.lit(top.n)} as',
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'report: a measure loses its own filter',
    file: 'packages/report-engine/src/sql/measure-plan.ts',
    find: 'condition ? sql`${from} filter (where ${condition})` : from',
    replace: 'from',
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'report: a cut list does not say so',
    file: 'packages/report-engine/src/sql/compile-report.ts',
    find: 'limit ${sql.lit(limit + 1)}',
    replace: 'limit ${sql.lit(limit)}',
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'report: days begin in Greenwich',
    file: 'packages/report-engine/src/sql/dimension-plan.ts',
    find: '(${expression} at time zone ${given.zone})',
    replace: "(${expression} at time zone 'UTC')",
    test: 'packages/report-engine/src/sql/compile-report.integration.test.ts',
  },
  {
    name: 'workbook: a cell that begins with @ is a formula',
    file: 'packages/workbook/src/cell.ts',
    find: '/^[=+\\-@\\t\\r]/',
    replace: '/^[=+\\-\\t\\r]/',
    test: 'packages/workbook/src/workbook.test.ts',
  },
]

const userInterface: Mutant[] = [
  {
    name: 'ui: typing in one field renders all',
    file: 'packages/ui/src/form/use-field.ts',
    find: 'useSyncExternalStore(subscribe, () => model.get(field))',
    replace: 'useSyncExternalStore(model.subscribeForm, model.state).fields[field] as FieldState',
    test: 'packages/ui/src/form/form-view.test.tsx',
  },
  {
    name: 'ui: the conflict dialog shows the wrong half',
    file: 'packages/ui/src/record/conflict-dialog.tsx',
    find: 'filter(([id]) => !theirs.has(id))',
    replace: 'filter(([id]) => theirs.has(id))',
    test: 'packages/ui/src/record/conflict-dialog.test.tsx',
  },
  {
    name: 'ui: quiet text is too pale to read',
    file: 'packages/ui/src/tokens.ts',
    find: "textQuiet: '#5a6474'",
    replace: "textQuiet: '#8b95a5'",
    test: 'packages/ui/src/tokens.test.ts',
  },
]

const storage: Mutant[] = [
  {
    name: 'storage: a late worker is not fenced off',
    file: 'packages/storage/src/jobs/hold-job.ts',
    find: 'where id = $1 and attempt = $2 for share',
    replace: 'where id = $1 and $2::integer > 0 for share',
    test: 'packages/storage/src/jobs/jobs.integration.test.ts',
  },
  {
    name: 'storage: leases are ignored',
    file: 'packages/storage/src/jobs/run-jobs.ts',
    find: '(lease_until is null or lease_until <= clock_timestamp())',
    replace: 'true',
    test: 'packages/storage/src/jobs/jobs.integration.test.ts',
  },
  {
    name: 'storage: the update condition sees the old values only',
    file: 'packages/storage/src/records/write-statements.ts',
    find: "conditionSql(app, entity, 't', rights.update, given, cells)",
    replace: "conditionSql(app, entity, 't', rights.update, given)",
    test: 'packages/storage/src/records/records.integration.test.ts',
  },
  {
    name: 'storage: the idempotency key is forgotten',
    file: 'packages/storage/src/records/write-record.ts',
    find: 'more.idempotencyKey ?? null',
    replace: 'more.idempotencyKey && id',
    test: 'packages/storage/src/records/records.integration.test.ts',
  },
  {
    name: 'storage: a retired column does not come back',
    file: 'packages/storage/src/apps/prepare-schema.ts',
    find: '?? earlier.at(-1)',
    replace: '',
    test: 'packages/storage/src/apps/publish.integration.test.ts',
  },
  {
    name: 'storage: the row predicate is dropped',
    file: 'packages/storage/src/records/source.ts',
    find: "conditionSql(app, entity, 't', rights.read, given)",
    replace: "conditionSql(app, entity, 't', true, given)",
    test: 'packages/storage/src/records/records.integration.test.ts',
  },
  {
    name: 'storage: hidden columns are read',
    file: 'packages/storage/src/records/source.ts',
    find: 'return attribute && !rights.hidden.has(id) ? [attribute] : []',
    replace: 'return attribute ? [attribute] : []',
    test: 'packages/storage/src/records/records.integration.test.ts',
  },
  {
    name: 'storage: the version check is gone',
    file: 'packages/storage/src/records/write-statements.ts',
    find: '(${expected} is null or t.version = ${expected})',
    replace: '(${expected} is null or true)',
    test: 'packages/storage/src/records/records.integration.test.ts',
  },
  {
    name: 'storage: a flow saves over a newer one',
    file: 'packages/storage/src/flows/save-decision.ts',
    find: 'where id = $1 and revision = $7 returning',
    replace: 'where id = $1 and $7::integer > 0 returning',
    test: 'packages/storage/src/flows/flows.integration.test.ts',
  },
  {
    name: 'storage: writers do not notice a publish',
    file: 'packages/storage/src/migrations/001-organisation.ts',
    find: 'if published is distinct from expected then',
    replace: 'if false then',
    test: 'packages/storage/src/apps/publish.integration.test.ts',
  },
]

const server: Mutant[] = [
  {
    name: 'server: a session cookie alone may write',
    file: 'apps/server/src/http/guard.ts',
    find: 'if (isMutation(request)) checkCsrf(request, session.csrf)',
    replace: '',
    test: 'apps/server/src/http/build-app.test.ts',
  },
  {
    name: 'server: no route asks who is calling',
    file: 'apps/server/src/http/register-routes.ts',
    find: 'onRequest: guardOf(route.policy, services),',
    replace: '',
    test: 'apps/server/src/http/build-app.test.ts',
  },
  {
    name: 'server: a change followed twice starts two flows',
    file: 'apps/server/src/work/flow-runner.ts',
    find: 'const instance = uuidFrom(requestId)',
    replace: 'const instance = randomUUID()',
    test: 'apps/server/src/work/flow-runner.test.ts',
  },
  {
    name: 'server: live updates reach who may not see the record',
    file: 'apps/server/src/live/live-hub.ts',
    find: "(event.type === 'record' && !visible.has(placeOf(event)))",
    replace: 'false',
    test: 'apps/server/src/live/live-hub.test.ts',
  },
  {
    name: 'server: unknown properties are dropped in silence',
    file: 'apps/server/src/http/validation.ts',
    find: 'removeAdditional: false',
    replace: "removeAdditional: 'all'",
    test: 'apps/server/src/http/build-app.test.ts',
  },
  {
    name: 'server: hidden fields stand in the app document',
    file: 'apps/server/src/visible-app.ts',
    find: '({ id }) => !hidden.has(id)',
    replace: '() => true',
    test: 'apps/server/src/visible-app.test.ts',
  },
]

export const mutants: readonly Mutant[] = [
  ...expression,
  ...access,
  ...flow,
  ...rulesAndActions,
  ...formsAndApps,
  ...reportsAndBooks,
  ...userInterface,
  ...storage,
  ...server,
]
