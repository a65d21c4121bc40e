import { Button, Checkbox, Group, NumberInput, Radio, Stack, Text, Title } from '@mantine/core'
import { ErrorState, notify, type SecurityBounds, type SecuritySettings, useChangeSecuritySettings } from '@tangram/ui'
import { type FormEvent, useState } from 'react'
import { useArea } from '../../texts/area.ts'
import { securitySettingsTexts } from '../../texts/security-settings.ts'
import classes from './security.module.css'

type Numbers = { [name in keyof SecurityBounds]: number | string }

export function SecuritySettingsForm({ settings, bounds }: { settings: SecuritySettings; bounds: SecurityBounds }) {
  const t = useArea(securitySettingsTexts)
  const change = useChangeSecuritySettings()
  const { refuseCommon, changeWhenGiven, ...passwordNumbers } = settings.password
  const [numbers, setNumbers] = useState<Numbers>({ ...passwordNumbers, ...settings.session })
  const [flags, setFlags] = useState({ refuseCommon, changeWhenGiven })
  const [secondFactor, setSecondFactor] = useState(settings.secondFactor)

  const fits = (name: keyof Numbers) => {
    const [min, max] = bounds[name]
    const value = numbers[name]
    return Number.isInteger(value) && Number(value) >= min && Number(value) <= max
  }
  const number = (name: keyof Numbers, hint?: string) => {
    const [min, max] = bounds[name]
    const range = t('bounds', { min, max })
    return (
      <NumberInput
        label={t(name)}
        description={hint ? `${hint} · ${range}` : range}
        value={numbers[name]}
        onChange={(value) => setNumbers({ ...numbers, [name]: value })}
        allowDecimal={false}
        allowNegative={false}
        error={!fits(name) && t('outOfBounds', { min, max })}
      />
    )
  }
  const flag = (name: keyof typeof flags) => (
    <Checkbox label={t(name)} checked={flags[name]} onChange={(event) => setFlags({ ...flags, [name]: event.currentTarget.checked })} />
  )

  function submit(event: FormEvent) {
    event.preventDefault()
    if (!(Object.keys(numbers) as (keyof Numbers)[]).every(fits)) return
    const { idleMinutes, absoluteHours, ...password } = numbers as { [name in keyof Numbers]: number }
    const next = { password: { ...password, ...flags }, session: { idleMinutes, absoluteHours }, secondFactor }
    change.mutate(next, { onSuccess: () => void notify({ kind: 'success', message: t('saved') }) })
  }

  return (
    <form onSubmit={submit} noValidate className={classes.section}>
      <Stack gap="lg">
        <Text c="dimmed">{t('hint')}</Text>
        {change.isError && <ErrorState error={change.error} />}
        <section>
          <Title order={2} fz={16} mb="xs">
            {t('password')}
          </Title>
          <div className={classes.fields}>
            {number('minLength')}
            {number('classes', t('classesHint'))}
            {number('history')}
            {number('maxAgeDays', t('maxAgeHint'))}
          </div>
          <Stack gap="xs" mt="md">
            {flag('refuseCommon')}
            {flag('changeWhenGiven')}
          </Stack>
        </section>
        <section>
          <Title order={2} fz={16} mb="xs">
            {t('session')}
          </Title>
          <div className={classes.fields}>
            {number('idleMinutes')}
            {number('absoluteHours')}
          </div>
        </section>
        <Radio.Group
          label={
            <Title order={2} fz={16}>
              {t('factor')}
            </Title>
          }
          description={t('factorHint')}
          value={secondFactor}
          onChange={(value) => setSecondFactor(value as typeof secondFactor)}
        >
          <Stack gap="xs" mt="xs">
            {(['nobody', 'administrators', 'everybody'] as const).map((who) => (
              <Radio key={who} value={who} label={t(who)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group>
          <Button type="submit" loading={change.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
