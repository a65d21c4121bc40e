import { type LocalizedText, textIn } from '@tangram/data-model'
import type { Run } from '../run.ts'
import type { TaskReason } from '../state.ts'

const words: { [reason in TaskReason]: Required<LocalizedText> } = {
  empty: { en: 'Decided by rule: nobody was found to ask.', 'zh-CN': '未找到审批人，按规则自动处理。' },
  initiator: { en: 'Approved by rule: the initiator need not approve.', 'zh-CN': '审批人为发起人，按规则自动同意。' },
  duplicate: { en: 'Approved by rule: has approved before.', 'zh-CN': '该审批人此前已同意，自动去重。' },
  timeout: { en: 'Decided by rule: the time was up.', 'zh-CN': '已超时，按规则自动处理。' },
  'added-rejected': { en: 'Rejected by those added before.', 'zh-CN': '前加签人员未同意。' },
  removed: { en: 'Taken away again.', 'zh-CN': '已被减签。' },
  decided: { en: 'Decided without this vote.', 'zh-CN': '结果已定，无需再审。' },
}

/** Why nobody decided, in the language of the organisation: kept where an opinion would stand. */
export function reasonText(run: Run, reason: TaskReason): string {
  return textIn(words[reason], run.given.locale ?? 'zh-CN')
}
