export type { AppDocument, ViewDocument } from './document.ts'
