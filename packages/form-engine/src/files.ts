import { type ConfigSchema, integer, type JsonObject, type JsonValue, type MessageCatalogue, text } from '@tangram/data-model'
import type { Problem } from './field-type.ts'
import { isUuid } from './value-problem.ts'

/** One file of a record: what `POST /files` answered. `size` in bytes, `type` a media type. */
export type FileReference = { id: string; name: string; size: number; type: string }

/** The settings of a field of files, defaults filled in. `accept` lists media types, empty for any. */
export type FilesConfig = { max: number; maxSizeMb: number; accept: string }

export const fileSettings = ({ accept }: { accept: string }): ConfigSchema => ({
  max: { valueType: integer({ min: 1, max: 50 }), label: { en: 'Most files', 'zh-CN': '最多文件数' }, default: 9 },
  maxSizeMb: { valueType: integer({ min: 1, max: 200 }), label: { en: 'Largest file (MB)', 'zh-CN': '单个文件上限（MB）' }, default: 20 },
  accept: {
    valueType: text(200),
    label: { en: 'Kinds of file', 'zh-CN': '允许的类型' },
    help: {
      en: 'Media types with commas, such as image/*, application/pdf; empty for any',
      'zh-CN': '以逗号分隔的媒体类型，例如 image/*, application/pdf；留空表示不限',
    },
    default: accept,
  },
})

/** A list of file references, each file once, within the limits. */
export function fileProblem(value: JsonValue, { max, maxSizeMb, accept }: FilesConfig): Problem | undefined {
  if (!Array.isArray(value) || !value.every(isFileReference)) return { code: 'files.not-files' }
  const files = value as FileReference[]
  if (new Set(files.map((file) => file.id)).size < files.length) return { code: 'files.twice' }
  if (files.length > max) return { code: 'files.too-many', params: { max } }
  if (files.some((file) => isTooBig(file, { maxSizeMb }))) return { code: 'files.too-big', params: { maxSizeMb } }
  const wrong = files.find((file) => !accepts(accept, file.type))
  return wrong ? { code: 'files.wrong-kind', params: { name: wrong.name, accept } } : undefined
}

/** Whether a file is larger than the settings allow; `size` in bytes. */
export const isTooBig = ({ size }: { size: number }, { maxSizeMb }: Pick<FilesConfig, 'maxSizeMb'>): boolean => size > maxSizeMb * 1_000_000

/** Whether a media type is in a list such as `image/*, application/pdf`; an empty list takes all. */
export function accepts(list: string, type: string): boolean {
  const kinds = list.split(',').flatMap((kind) => kind.trim().toLowerCase() || [])
  return kinds.length === 0 || kinds.some((kind) => kind === type || (kind.endsWith('/*') && type.startsWith(kind.slice(0, -1))))
}

function isFileReference(value: JsonValue): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const { id, name, size, type, ...rest } = value
  return (
    isUuid(id) &&
    typeof name === 'string' &&
    name.length <= 255 &&
    typeof size === 'number' &&
    Number.isSafeInteger(size) &&
    size >= 0 &&
    typeof type === 'string' &&
    type.length <= 127 &&
    Object.keys(rest).length === 0
  )
}

export const filesSchema = ({ max }: FilesConfig): JsonObject => ({
  type: 'array',
  maxItems: max,
  items: {
    type: 'object',
    required: ['id', 'name', 'size', 'type'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', format: 'uuid' },
      name: { type: 'string', maxLength: 255 },
      size: { type: 'integer', minimum: 0 },
      type: { type: 'string', maxLength: 127 },
    },
  },
})

export const exampleFile: FileReference = { id: '0192f3a0-0000-7000-8000-00000000000f', name: 'photo.png', size: 48_211, type: 'image/png' }

export const fileMessages = {
  'files.not-files': { text: { en: 'Please upload the files again', 'zh-CN': '请重新上传文件' } },
  'files.twice': { text: { en: 'The same file is here twice', 'zh-CN': '同一文件重复' } },
  'files.too-many': { text: { en: 'Please add at most {max} files', 'zh-CN': '最多 {max} 个文件' } },
  'files.too-big': { text: { en: 'A file may have at most {maxSizeMb} MB', 'zh-CN': '单个文件不能超过 {maxSizeMb} MB' } },
  'files.wrong-kind': { text: { en: '“{name}” is not one of: {accept}', 'zh-CN': '“{name}”不属于允许的类型：{accept}' } },
} satisfies MessageCatalogue
