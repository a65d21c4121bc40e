/** One small fault: `find` occurs once in `file`; with `replace` in its place the suite `test` must fail. */
export type Mutant = { name: string; file: string; find: string; replace: string; test: string }
