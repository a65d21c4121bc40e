import { fail } from '../errors.ts'

/** The stream inside the parts: tables and files one after the other, each a beginning, its data and an end that says what it was. */
export type Frame =
  | { kind: 'table'; schema: string; name: string; columns: readonly string[] }
  | { kind: 'file'; id: string }
  | { kind: 'data'; data: Buffer }
  | { kind: 'end'; rows: number; sha256: string }

const dataMark = 1
const otherMark = 2
const maxOther = 4 * 1024 * 1024

/** One byte for the kind, four for the length, then the bytes. */
export function* encodeFrame(frame: Frame): Generator<Buffer> {
  const content = frame.kind === 'data' ? frame.data : Buffer.from(JSON.stringify(frame))
  const head = Buffer.alloc(5)
  head.writeUInt8(frame.kind === 'data' ? dataMark : otherMark)
  head.writeUInt32BE(content.length, 1)
  yield head
  yield content
}

/** Data comes as it comes, in pieces no larger than what was read. */
export async function* decodeFrames(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer = Buffer.alloc(0)
  let dataLeft = 0
  for await (const chunk of bytes) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    for (;;) {
      if (dataLeft > 0) {
        if (rest.length === 0) break
        const data = rest.subarray(0, dataLeft)
        rest = rest.subarray(data.length)
        dataLeft -= data.length
        yield { kind: 'data', data }
        continue
      }
      if (rest.length < 5) break
      const mark = rest.readUInt8()
      const length = rest.readUInt32BE(1)
      if (mark === dataMark) {
        rest = rest.subarray(5)
        dataLeft = length
        continue
      }
      if (mark !== otherMark || length > maxOther) throw broken()
      if (rest.length < 5 + length) break
      yield JSON.parse(rest.subarray(5, 5 + length).toString()) as Frame
      rest = rest.subarray(5 + length)
    }
  }
  if (rest.length > 0 || dataLeft > 0) throw broken()
}

const broken = () => fail('storage.backup.damaged', { name: 'stream', problem: 'its contents do not follow the format' })
