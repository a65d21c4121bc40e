import type { Locale } from '@tangram/data-model'
import type { ProcessDocument } from '@tangram/flow-engine'
import { exportBpmn } from '@tangram/flow-engine/bpmn'

/** Hands a process to the browser as a BPMN file. */
export async function saveBpmn(process: ProcessDocument, locale: Locale): Promise<void> {
  const file = new Blob([await exportBpmn(process, { locale })], { type: 'application/bpmn+xml' })
  const link = window.document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${process.id}.bpmn`
  link.click()
  URL.revokeObjectURL(link.href)
}
