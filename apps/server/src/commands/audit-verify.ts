import { runBeside, say } from './beside.ts'

// `npm run audit-verify`. Exit codes: 0 the audit is whole, 2 it is not.

const breaks = {
  missing: 'an entry is missing · 记录缺失',
  changed: 'the content of an entry was changed · 记录内容被改动',
  personal: 'the personal values of an entry were changed · 记录的个人信息被改动',
  order: 'an entry stands at another place · 记录位置不符',
  stranger: 'an entry was not written by the server · 记录并非由服务器写入',
  end: 'the chain ends elsewhere than it did · 链的端点不符',
} as const

runBeside(async ({ audit }) => {
  const { broken, entries, erased, unsealed, last } = await audit.verify({
    kind: 'system',
    cause: 'audit-verify',
    zone: 'UTC',
    locale: 'en',
  })
  say(`  ${entries} entries, of ${erased} the personal values are erased, ${unsealed} not sealed yet`)
  say(`  ${entries} 条记录，其中 ${erased} 条的个人信息已清除，${unsealed} 条尚未封存`)
  say(`  ends at ${last.seq} ${last.digest} · 链的终点，请另存他处`)
  if (!broken) {
    say('✓ The audit is whole · 审计日志完好')
    return 0
  }
  console.error(`✗ ${breaks[broken.what]}: ${broken.seq ?? '—'} ${broken.entry ?? ''}`)
  return 2
}, 'Interrupted; nothing was changed · 已中断，未改动任何数据')
