import type { Mutant } from '../mutant.ts'

const records = 'packages/storage/src/linked/linked-records.integration.test.ts'
const reports = 'packages/storage/src/linked/linked-reports.integration.test.ts'
const drift = 'packages/storage/src/linked/linked-drift.integration.test.ts'

/** Tables that the database has already. */
export const linked: readonly Mutant[] = [
  {
    name: 'linked: a write is let through',
    file: 'packages/storage/src/records/write-question.ts',
    find: 'if (linked) throw',
    replace: 'if (linked && !label) throw',
    test: records,
  },
  {
    name: 'linked: any schema may be looked at',
    file: 'packages/storage/src/linked/create-linkable.ts',
    find: '(await schemas()).includes(schema) ?',
    replace: 'schema !== table ?',
    test: records,
  },
  {
    name: 'linked: what refers to a forbidden schema still reads it',
    file: 'packages/storage/src/records/source.ts',
    find: 'return !linked || linkedSchemas.has(linked.schema)',
    replace: 'return !linked || linkedSchemas.size >= 0',
    test: drift,
  },
  {
    name: 'linked: times without a zone are those of Greenwich',
    file: 'packages/storage/src/linked/linked-rows.ts',
    find: "sql.lit(linked.zone ?? 'UTC')",
    replace: "sql.lit('UTC')",
    test: records,
  },
  {
    name: 'linked: what joins a key is not escaped',
    file: 'packages/storage/src/linked/linked-rows.ts',
    find: "replace(replace(d.${sql.id(each)}::text, '%', '%25'), '~', '%7E')",
    replace: 'd.${sql.id(each)}::text',
    test: records,
  },
  {
    name: 'linked: a key of several columns is found by its text, not by its index',
    file: 'packages/storage/src/linked/linked-rows.ts',
    find: "return casts[sourceKind(types[column] ?? '')] ? cell :",
    replace: "return casts[sourceKind(types[column] ?? '')] && column === '' ? cell :",
    test: records,
  },
  {
    name: 'linked: the name of row 7 is that of another table’s row 7',
    file: 'packages/data-model/src/record-labels.ts',
    find: '(key ? `${to}:${id}` : id)',
    replace: '(key && to ? id : id)',
    test: records,
  },
  {
    name: 'linked: a reference to a row that is not there is taken',
    file: 'packages/storage/src/records/check-references.ts',
    find: '!type.many && !target.linked)',
    replace: '!type.many)',
    test: records,
  },
  {
    name: 'linked: a record of a key behind a mark is lost at the end of a page',
    file: 'packages/storage/src/run-report.ts',
    find: 'next: found.rows.length > limit ? (ids.at(-1) ?? null) : null',
    replace: 'next: found.rows.length > limit ? (ids.at(-2) ?? null) : null',
    test: reports,
  },
  {
    name: 'linked: a table that drifted is a fault of the server',
    file: 'packages/storage/src/linked/drift.ts',
    find: "new Set(['42P01', '42703',",
    replace: "new Set(['42703',",
    test: drift,
  },
  {
    name: 'linked: a publish takes a column of another type',
    file: 'packages/app-model/src/linked/linked-drift.ts',
    find: 'return was === is ? []',
    replace: 'return was !== undefined ? []',
    test: drift,
  },
  {
    name: 'linked: an app moves into the schema of an ERP',
    file: 'packages/storage/src/apps/create-apps.ts',
    find: 'if (taken) throw',
    replace: 'if (taken && taken < 0) throw',
    test: drift,
  },
  {
    name: 'linked: a role may be granted writing',
    file: 'packages/access/src/check-access.ts',
    find: "if (entity.linked && right !== 'read'",
    replace: "if (entity.linked && right === 'read'",
    test: 'packages/app-model/src/linked/check-linked.test.ts',
  },
  {
    name: 'linked: a rule makes records of a linked table',
    file: 'packages/app-model/src/check/check-setting-links.ts',
    find: 'if (written?.linked) return',
    replace: 'if (written?.linked && written.system) return',
    test: 'packages/app-model/src/linked/check-linked.test.ts',
  },
]
