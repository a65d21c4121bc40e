import { Readable } from 'node:stream'
import type { Id, Locale } from '@tangram/data-model'
import type { DrillStep, ReportFilter } from '@tangram/report-engine'
import type { Reports } from '@tangram/storage'
import type { FastifyReply } from 'fastify'

/** A file that somebody gets: written while it is read, or whole. */
export type OutputFile = { name: string; type: string; content: Readable | Uint8Array }

/** A report under filters, read with somebody's rights. */
export type ReportAsked = { app: Id; report: Id; reports: Reports; filters: ReportFilter[]; steps: readonly DrillStep[] }

export type HowToWrite = { locale: Locale; signal: AbortSignal }

export const fileTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
} as const
export type FileFormat = keyof typeof fileTypes

/** `客户服务效率监控看板-2026-11-23.pdf` */
export const fileName = (label: string, day: string, format: FileFormat): string =>
  `${label.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'report'}-${day}.${format}`

export function sendFile(reply: FastifyReply, { name, type, content }: OutputFile): FastifyReply {
  return (
    reply
      .type(type)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      // An SVG that is opened by itself runs nothing and asks for nothing.
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      .serializer((payload: unknown) => payload as string)
      .send(content instanceof Readable ? content : Buffer.from(content))
  )
}
