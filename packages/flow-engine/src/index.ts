export type { Assignees, NodeDocument, ProcessDocument, SequenceFlowDocument } from './document.ts'
