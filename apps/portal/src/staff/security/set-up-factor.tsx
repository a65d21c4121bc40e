import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { ErrorState, SkeletonLines, useBeginSecondFactor, useConfirmSecondFactor, useOwnSecurity } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useQrCode } from '../../page/use-qr-code.ts'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import classes from './security.module.css'

/** Password where it is asked again, picture and first code, recovery codes: one after the other. */
export function SetUpFactor({ onDone }: { onDone: () => void }) {
  const t = useArea(securityTexts)
  const own = useOwnSecurity()
  const begin = useBeginSecondFactor()
  const [codes, setCodes] = useState<readonly string[]>()

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />
  if (begin.data) return <ScanAndConfirm {...begin.data} onConfirmed={setCodes} />
  if (own.isPending) return <SkeletonLines lines={3} />
  if (own.isError) return <ErrorState error={own.error} onRetry={() => void own.refetch()} />

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    const password = String(new FormData(event.currentTarget).get('password') ?? '')
    begin.mutate(password === '' ? {} : { password })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {begin.isError && <ErrorState error={begin.error} />}
        <Text>{t('factorOff')}</Text>
        {own.data.asksPassword && (
          <PasswordInput name="password" label={t('confirmPassword')} autoComplete="current-password" data-autofocus />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={begin.isPending}>
            {t('goOn')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type ScanProps = { secret: string; address: string; onConfirmed: (codes: readonly string[]) => void }

function ScanAndConfirm({ secret, address, onConfirmed }: ScanProps) {
  const t = useArea(securityTexts)
  const picture = useQrCode(address)
  const confirm = useConfirmSecondFactor()
  const [isMissing, setMissing] = useState(false)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim()
    setMissing(code === '')
    if (code !== '') confirm.mutate({ code }, { onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes) })
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text>{t('scan')}</Text>
        <div className={classes.picture}>{picture && <img src={picture} alt={t('picture')} />}</div>
        <div>
          <Text size="sm" c="dimmed">
            {t('secret')}
          </Text>
          <Text className={classes.secret}>{secret.match(/.{1,4}/g)?.join(' ')}</Text>
        </div>
        {confirm.isError && <ErrorState error={confirm.error} />}
        <TextInput
          name="code"
          label={t('code')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          error={isMissing && t('missing')}
          autoFocus
        />
        <Group justify="flex-end">
          <Button type="submit" loading={confirm.isPending}>
            {t('confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
