import { runBeside, say } from './beside.ts'

// `npm run rotate-keys`. Interrupted, it goes on where it stopped when it is run again.

function everyTwoSeconds(): (progress: { app: string; version: number; values: number }) => void {
  let last = performance.now()
  return ({ app, version, values }) => {
    if (performance.now() - last < 2_000) return
    last = performance.now()
    say(`  ${app}: key ${version}, ${values} values so far · 密钥 ${version}，已处理 ${values} 个值`)
  }
}

runBeside(async (storage, signal) => {
  const { apps, rewrapped } = await storage.encryption.rotate({ signal, onProgress: everyTwoSeconds() })
  if (rewrapped > 0) say(`✓ ${rewrapped} keys are wrapped by the secret of today · ${rewrapped} 个密钥已改用当前 TANGRAM_SECRET 封存`)
  if (apps.length === 0) say('✓ No app has encrypted fields · 没有应用使用加密字段')
  for (const { app, version, values } of apps) say(`✓ ${app}: key ${version}, ${values} values · 密钥 ${version}，${values} 个值`)
  return 0
}, 'Interrupted; everything stays readable, run it again to go on · 已中断，数据仍可正常读取，再次运行即可继续')
