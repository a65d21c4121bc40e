/** Ratios are ours ÷ the limit's in the same run; figures are what they were made of, with units in their names. */
export type BenchResult = { ratios: { [name: string]: number }; figures: { [name: string]: number } }

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
