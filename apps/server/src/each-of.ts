/** Does the work of each in their order, so many at once. */
export async function eachOf<One>(all: readonly One[], atOnce: number, work: (one: One) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const worker = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, worker))
}
