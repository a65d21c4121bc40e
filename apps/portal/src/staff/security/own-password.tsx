import { Button, Modal, Title } from '@mantine/core'
import { notify, type OwnSecurity, useFormat } from '@tangram/ui'
import { useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { securityTexts } from '../../texts/security.ts'
import { ChangePasswordForm } from './change-password-form.tsx'
import classes from './security.module.css'

export function OwnPassword({ own }: { own: OwnSecurity }) {
  const t = useArea(securityTexts)
  const format = useFormat()
  const [isChanging, setChanging] = useState(false)

  function done() {
    setChanging(false)
    void notify({ kind: 'success', message: t('changed') })
  }

  return (
    <section className={classes.section}>
      <Title order={2} fz={16} mb="xs">
        {t('password')}
      </Title>
      <div className={classes.card}>
        <div className={classes.words}>
          {own.hasPassword ? own.passwordChangedAt && t('changedAt', { when: format.instant(own.passwordChangedAt) }) : t('noPassword')}
        </div>
        {own.hasPassword && (
          <Button variant="default" onClick={() => setChanging(true)}>
            {t('change')}
          </Button>
        )}
      </div>
      <Modal opened={isChanging} onClose={() => setChanging(false)} title={t('change')} closeButtonProps={{ 'aria-label': t('cancel') }}>
        <ChangePasswordForm onDone={done} onCancel={() => setChanging(false)} />
      </Modal>
    </section>
  )
}
