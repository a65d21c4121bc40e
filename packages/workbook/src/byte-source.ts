import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

/** Bytes that can be read from any place: a file on disk or what is in memory already. */
export type ByteSource = {
  size: number
  /** As many bytes as there are from `offset` on, `length` at most. */
  read(offset: number, length: number): Promise<Buffer>
  stream(start: number, end: number): AsyncIterable<Uint8Array>
  /** Bytes that `stream` gave so far. */
  streamed(): number
  close(): Promise<void>
}

const chunkBytes = 256 * 1024

export async function fileSource(path: string): Promise<ByteSource> {
  const handle: FileHandle = await open(path, 'r')
  const { size } = await handle.stat()
  let streamed = 0
  return {
    size,
    read: async (offset, length) => {
      const wanted = Math.max(0, Math.min(length, size - offset))
      const buffer = Buffer.alloc(wanted)
      let at = 0
      while (at < wanted) {
        const { bytesRead } = await handle.read(buffer, at, wanted - at, offset + at)
        if (bytesRead === 0) break
        at += bytesRead
      }
      return buffer.subarray(0, at)
    },
    async *stream(start, end) {
      if (end <= start) return
      for await (const chunk of createReadStream(path, { start, end: end - 1, highWaterMark: chunkBytes })) {
        streamed += chunk.length
        yield chunk
      }
    },
    streamed: () => streamed,
    close: () => handle.close(),
  }
}

export function bufferSource(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return {
    size: buffer.length,
    read: async (offset, length) => buffer.subarray(Math.min(offset, buffer.length), Math.min(offset + length, buffer.length)),
    async *stream(start, end) {
      for (let at = start; at < end; at += chunkBytes) yield buffer.subarray(at, Math.min(at + chunkBytes, end))
    },
    streamed: () => 0,
    close: async () => {},
  }
}
