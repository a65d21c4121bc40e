import { Badge, Button, Group, Modal, PasswordInput, Title } from '@mantine/core'
import { keys, notify, type OwnSecurity, useFormat, useRemoveSecondFactor, useRenewRecoveryCodes } from '@tangram/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import classes from './security.module.css'
import { SetUpFactor } from './set-up-factor.tsx'

type Doing = 'set-up' | 'remove' | 'renew' | null

export function OwnFactor({ own }: { own: OwnSecurity }) {
  const t = useArea(securityTexts)
  const format = useFormat()
  const cache = useQueryClient()
  const remove = useRemoveSecondFactor()
  const renew = useRenewRecoveryCodes()
  const [doing, setDoing] = useState<Doing>(null)
  const [password, setPassword] = useState('')
  const [codes, setCodes] = useState<readonly string[]>()
  const factor = own.secondFactor
  const input = password === '' ? {} : { password }
  const again = own.asksPassword && (
    <PasswordInput
      label={t('confirmPassword')}
      autoComplete="current-password"
      value={password}
      onChange={(event) => setPassword(event.currentTarget.value)}
      data-autofocus
    />
  )

  function close() {
    setDoing(null)
    setCodes(undefined)
    setPassword('')
    remove.reset()
    renew.reset()
    void cache.invalidateQueries({ queryKey: keys.ownSecurity })
  }

  return (
    <section className={classes.section}>
      <Title order={2} fz={16} mb="xs">
        {t('factor')}
      </Title>
      <div className={classes.card}>
        <div className={classes.words}>
          {factor ? t('factorOn', { when: format.instant(factor.since) }) : t('factorOff')}
          {factor && (
            <div>
              <Badge color={factor.recoveryCodesLeft < 3 ? 'warning' : 'gray'}>{t('codesLeft', { count: factor.recoveryCodesLeft })}</Badge>
            </div>
          )}
        </div>
        {factor ? (
          <Group gap="xs">
            <Button variant="default" onClick={() => setDoing('renew')}>
              {t('renew')}
            </Button>
            {!own.needsFactor && (
              <Button variant="default" onClick={() => setDoing('remove')}>
                {t('remove')}
              </Button>
            )}
          </Group>
        ) : (
          own.hasPassword && (
            <Button variant="default" onClick={() => setDoing('set-up')}>
              {t('setUp')}
            </Button>
          )
        )}
      </div>
      <Modal
        opened={doing === 'set-up' || codes !== undefined}
        onClose={close}
        closeOnClickOutside={false}
        title={doing === 'set-up' ? t('setUp') : t('codes')}
        closeButtonProps={{ 'aria-label': t('cancel') }}
      >
        {codes ? <RecoveryCodes codes={codes} onDone={close} /> : <SetUpFactor onDone={close} />}
      </Modal>
      {doing === 'remove' && (
        <OperationFrame
          title={t('removeTitle')}
          text={t('removeText')}
          submit={t('remove')}
          isFinal
          isSending={remove.isPending}
          error={remove.error}
          onSubmit={() =>
            remove.mutate(input, {
              onSuccess: () => {
                close()
                void notify({ message: t('removed') })
              },
            })
          }
          onClose={close}
        >
          {again}
        </OperationFrame>
      )}
      {doing === 'renew' && !codes && (
        <OperationFrame
          title={t('renewTitle')}
          text={t('renewText')}
          submit={t('renew')}
          isSending={renew.isPending}
          error={renew.error}
          onSubmit={() => renew.mutate(input, { onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes) })}
          onClose={close}
        >
          {again}
        </OperationFrame>
      )}
    </section>
  )
}
