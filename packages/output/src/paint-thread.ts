import { parentPort } from 'node:worker_threads'
import { type PictureFormat, paint } from './paint.ts'
import type { Picture } from './picture.ts'

export type PaintAsked = { picture: Picture; format: PictureFormat }
export type PaintAnswer = { file: Uint8Array } | { failure: string }

parentPort?.on('message', async ({ picture, format }: PaintAsked) => {
  let answer: PaintAnswer
  try {
    answer = { file: await paint(picture, format) }
  } catch (error) {
    answer = { failure: (error as Error).stack ?? String(error) }
  }
  parentPort?.postMessage(answer)
})
