import { defineArea } from './area.ts'

/** What people may do with a task beside completing it, and what each of it means. */
export const operationsTexts = defineArea('portal.operations', {
  more: { 'zh-CN': '更多操作', en: 'More actions' },
  person: { 'zh-CN': '选择同事', en: 'Colleague' },
  people: { 'zh-CN': '选择同事', en: 'Colleagues' },
  personHint: { 'zh-CN': '输入姓名查找', en: 'Type a name' },
  nobodyFound: { 'zh-CN': '没有找到这位同事', en: 'Nobody of that name' },
  personMissing: { 'zh-CN': '请选择同事。', en: 'Choose somebody.' },
  opinion: { 'zh-CN': '说明', en: 'Message' },
  opinionHint: { 'zh-CN': '对方会看到（选填）', en: 'They will read it (optional)' },
  reason: { 'zh-CN': '原因', en: 'Reason' },
  reasonMissing: { 'zh-CN': '请写明原因。', en: 'Say why.' },
  cancel: { 'zh-CN': '取消', en: 'Cancel' },
  close: { 'zh-CN': '关闭', en: 'Close' },
  changed: {
    'zh-CN': '这项待办在你操作期间有了变化。你填写的内容还在，请看看最新状态再决定。',
    en: 'The to-do changed meanwhile. What you entered is still here; look at how it stands before you go on.',
  },

  claim: { 'zh-CN': '认领', en: 'Claim' },
  claimed: { 'zh-CN': '已认领，其他人不能再处理', en: 'It is yours now' },
  release: { 'zh-CN': '放回', en: 'Put back' },
  released: { 'zh-CN': '已放回，其他人可以认领', en: 'Others may claim it again' },

  transfer: { 'zh-CN': '转交', en: 'Transfer' },
  transferTitle: { 'zh-CN': '转交给别人', en: 'Transfer to somebody else' },
  transferText: {
    'zh-CN': '对方接替你的位置来处理，权重和期限不变，这项待办不会再回到你这里。',
    en: 'They take your place with the same weight and due date. The to-do does not come back to you.',
  },
  transferred: { 'zh-CN': '已转交给 {name}', en: 'Transferred to {name}' },

  delegate: { 'zh-CN': '委派', en: 'Delegate' },
  delegateTitle: { 'zh-CN': '请别人先给意见', en: 'Ask somebody for their opinion' },
  delegateText: {
    'zh-CN': '对方只给出意见，随后这项待办回到你这里，由你决定。',
    en: 'They only say what they think. Then the to-do comes back and you decide.',
  },
  delegated: { 'zh-CN': '已请 {name} 给出意见', en: '{name} was asked' },

  addSigners: { 'zh-CN': '加签', en: 'Add signers' },
  addSignersTitle: { 'zh-CN': '请更多人一起审批', en: 'Have more people sign' },
  where: { 'zh-CN': '加在哪里', en: 'Where' },
  'add-before': { 'zh-CN': '前加签', en: 'Before me' },
  'add-after': { 'zh-CN': '后加签', en: 'After me' },
  'add-beside': { 'zh-CN': '并加签', en: 'Beside me' },
  'add-beforeText': {
    'zh-CN': '他们先审批，通过后再轮到你；他们不同意，视为你不同意。',
    en: 'They sign first, then it is your turn. If they refuse, so do you.',
  },
  'add-afterText': {
    'zh-CN': '你先表态，他们通过后才算数；他们不同意，视为你不同意。',
    en: 'Your approval counts once they have approved too. If they refuse, so do you.',
  },
  'add-besideText': {
    'zh-CN': '他们和你一起审批，各算一票，通过条件按新的人数计算。',
    en: 'They sign side by side with you, a vote each; what is needed to pass counts them in.',
  },
  starts: { 'zh-CN': '什么时候轮到他们', en: 'When it is their turn' },
  startsNow: { 'zh-CN': '现在，同时视为我同意', en: 'Now; adding them is my approval' },
  startsApproval: { 'zh-CN': '等我同意之后', en: 'Once I have approved' },
  urgeFrom: { 'zh-CN': '催办（{time}后可再次催办）', en: 'Remind (again {time})' },
  mode: { 'zh-CN': '加签的人怎么决定', en: 'How the added people decide' },
  modeAll: { 'zh-CN': '全部同意', en: 'All have to approve' },
  modeAny: { 'zh-CN': '一人同意即可', en: 'One is enough' },
  modeSequence: { 'zh-CN': '依次审批', en: 'One after the other' },
  signersAdded: { 'zh-CN': '已加签：{names}', en: 'Added: {names}' },

  removeSigners: { 'zh-CN': '减签', en: 'Remove signers' },
  removeSignersTitle: { 'zh-CN': '撤下加签的人', en: 'Remove people who were added' },
  removeSignersText: {
    'zh-CN': '只能撤下还没有处理的加签人，他们的待办会取消。',
    en: 'Only those who were added and have not acted. Their to-dos are called off.',
  },
  removeWhom: { 'zh-CN': '撤下谁', en: 'Whom' },
  signersRemoved: { 'zh-CN': '已减签：{names}', en: 'Removed: {names}' },

  return: { 'zh-CN': '退回', en: 'Return' },
  returnTitle: { 'zh-CN': '退回到之前的步骤', en: 'Return to an earlier step' },
  returnText: {
    'zh-CN': '这一步立即结束，其他人未处理的审批会取消，已填写的内容和意见都会保留。',
    en: 'This step ends at once and open approvals of others are called off. What was filled in and said stays.',
  },
  returnTo: { 'zh-CN': '退回到', en: 'Back to' },
  returnedAt: { 'zh-CN': '{time}经过', en: 'passed {time}' },
  resubmit: { 'zh-CN': '重新提交后', en: 'Once it is done there' },
  replay: { 'zh-CN': '按顺序重新走一遍', en: 'All steps between run again' },
  direct: { 'zh-CN': '直接回到这一步', en: 'It comes straight back here' },
  returnOpinion: { 'zh-CN': '退回原因', en: 'Why it goes back' },
  returned: { 'zh-CN': '已退回到“{step}”', en: 'Returned to “{step}”' },

  withdraw: { 'zh-CN': '拿回', en: 'Take back' },
  withdrawTitle: { 'zh-CN': '拿回重新处理', en: 'Take it back' },
  withdrawText: {
    'zh-CN': '后面的人还没有处理，可以拿回。他们的待办会取消，这一步回到你手里。',
    en: 'Nobody has acted on what followed. Their to-dos are called off and this step is yours again.',
  },
  withdrawn: { 'zh-CN': '已拿回，请重新处理', en: 'It is back in your to-dos' },

  urge: { 'zh-CN': '催办', en: 'Remind' },
  urgeTitle: { 'zh-CN': '提醒对方处理', en: 'Remind whoever has it' },
  urgeText: {
    'zh-CN': '正在处理的人会收到提醒，短时间内不能重复催办。',
    en: 'Whoever has it now gets a reminder. It cannot be repeated at once.',
  },
  urged: { 'zh-CN': '已提醒', en: 'Reminded' },

  copy: { 'zh-CN': '抄送', en: 'Copy to' },
  copyTitle: { 'zh-CN': '抄送给同事', en: 'Send a copy' },
  copyText: {
    'zh-CN': '他们可以查看这条记录和经过，不用处理。',
    en: 'They may read the record and what happened; nothing is asked of them.',
  },
  copied: { 'zh-CN': '已抄送：{names}', en: 'Copied to {names}' },

  revoke: { 'zh-CN': '撤回', en: 'Revoke' },
  revokeTitle: { 'zh-CN': '撤回整个流程', en: 'Revoke the whole process' },
  revokeText: {
    'zh-CN': '流程立即结束，所有人的待办都会取消。记录会保留，撤回后不能恢复流程。',
    en: 'The process ends at once and everybody’s to-dos are called off. The record stays; the process cannot be resumed.',
  },
  revoked: { 'zh-CN': '已撤回', en: 'Revoked' },

  // The list of signers.
  signerOpen: { 'zh-CN': '处理中', en: 'Open' },
  signerWaiting: { 'zh-CN': '未轮到', en: 'Waiting' },
  signerDone: { 'zh-CN': '已处理', en: 'Done' },
  signerCancelled: { 'zh-CN': '已取消', en: 'Called off' },
  addedBefore: { 'zh-CN': '{name} 前加签', en: 'added before by {name}' },
  addedAfter: { 'zh-CN': '{name} 后加签', en: 'added after by {name}' },
  addedBeside: { 'zh-CN': '{name} 并加签', en: 'added beside by {name}' },
  insteadOf: { 'zh-CN': '代 {name}', en: 'for {name}' },
  weight: { 'zh-CN': '权重 {weight}', en: 'weight {weight}' },
  pool: { 'zh-CN': '{names} 中任一人', en: 'one of {names}' },
  somebody: { 'zh-CN': '待认领', en: 'Nobody yet' },
})
