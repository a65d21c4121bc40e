import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { ApiProblem, EmptyState, ErrorState, type Named, notify, SkeletonLines, useClient } from '@tangram/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { useArea } from '../../texts/area.ts'
import { peopleTexts } from '../../texts/people.ts'
import { OperationFrame } from '../tasks/operations/operation-frame.tsx'
import { choicesOf, type Department, inTreeOrder, useForgetPeople, useOrganisation } from './organisation.ts'
import classes from './people.module.css'
import { PersonPicker } from './people-picker.tsx'

type Open = { what: 'add'; parent: string | null } | { what: 'edit'; department: Department } | { what: 'remove'; department: Department }

/** The departments as the tree they are. */
export function Departments() {
  const t = useArea(peopleTexts)
  const found = useOrganisation()
  const [open, setOpen] = useState<Open>()
  const departments = found.data?.departments ?? []
  return (
    <>
      <Group justify="flex-end" mb="md">
        <Button leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setOpen({ what: 'add', parent: null })}>
          {t('addDepartment')}
        </Button>
      </Group>
      {found.isPending && <SkeletonLines lines={4} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && departments.length === 0 && <EmptyState title={t('noDepartments')} text={t('noDepartmentsText')} />}
      {departments.length > 0 && (
        <ul className={classes.list} aria-label={t('departments')}>
          {inTreeOrder(departments).map((department) => (
            <li key={department.id} className={classes.row} style={{ paddingInlineStart: 16 + Math.min(department.depth, 6) * 24 }}>
              <div className={classes.words}>
                <strong>{department.name}</strong>
                <div className={classes.facts}>
                  <span>{department.head ? t('headIs', { name: department.head.name }) : t('noHead')}</span>
                  <Link href={`/people?department=${department.id}`}>{t('total', { count: department.people })}</Link>
                </div>
              </div>
              <Actions name={department.name}>
                <Button variant="default" size="xs" onClick={() => setOpen({ what: 'add', parent: department.id })}>
                  {t('addBelow')}
                </Button>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={t('editOf', { name: department.name })}
                  onClick={() => setOpen({ what: 'edit', department })}
                >
                  {t('edit')}
                </Button>
                <Button variant="default" size="xs" onClick={() => setOpen({ what: 'remove', department })}>
                  {t('remove')}
                </Button>
              </Actions>
            </li>
          ))}
        </ul>
      )}
      {open?.what === 'add' && <DepartmentForm departments={departments} parent={open.parent} onClose={() => setOpen(undefined)} />}
      {open?.what === 'edit' && (
        <DepartmentForm departments={departments} department={open.department} onClose={() => setOpen(undefined)} />
      )}
      {open?.what === 'remove' && <RemoveDepartment department={open.department} onClose={() => setOpen(undefined)} />}
    </>
  )
}

/** Buttons of one row, said with whose they are. */
export function Actions({ name, children }: { name: string; children: ReactNode }) {
  const t = useArea(peopleTexts)
  return (
    <Group gap={8} role="group" aria-label={t('actionsOf', { name })}>
      {children}
    </Group>
  )
}

type FormProps = { departments: Department[]; department?: Department; parent?: string | null; onClose: () => void }

function DepartmentForm({ departments, department, parent: given = null, onClose }: FormProps) {
  const t = useArea(peopleTexts)
  const client = useClient()
  const forget = useForgetPeople()
  const [name, setName] = useState(department?.name ?? '')
  const [parent, setParent] = useState<string | null>(department ? department.parent : given)
  const [head, setHead] = useState<Named | null>(department?.head ?? null)
  const [isChecked, setChecked] = useState(false)
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), parent, head: head?.id ?? null }
      return department ? client.send('PATCH', `/departments/${department.id}`, body) : client.send('POST', '/departments', body)
    },
    onSuccess: () => {
      forget()
      void notify({ kind: 'success', message: t('saved') })
      onClose()
    },
  })
  const refused = (path: string) => save.error instanceof ApiProblem && save.error.path === path && save.error.message
  // Never under itself, nor under one of its own.
  const own = new Set(department ? belowOf(departments, department.id) : [])

  function submit(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (name.trim() !== '') save.mutate()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={department ? t('editOf', { name: department.name }) : t('addDepartment')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('unitName')}
            withAsterisk
            data-autofocus
            value={name}
            error={(isChecked && name.trim() === '' && t('needed')) || refused('/name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t('above')}
            value={parent ?? ''}
            allowDeselect={false}
            data={[{ value: '', label: t('topmost') }, ...choicesOf(departments.filter(({ id }) => !own.has(id)))]}
            error={refused('/parent')}
            onChange={(value) => setParent(value === '' ? null : value)}
          />
          <Group align="flex-end" gap={8} wrap="nowrap">
            <div style={{ flex: 1 }}>
              <PersonPicker label={t('head')} isOptional value={head} onChange={setHead} />
            </div>
            {head && (
              <Button variant="default" onClick={() => setHead(null)}>
                {t('removeHead')}
              </Button>
            )}
          </Group>
          {save.isError && <ErrorState error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function RemoveDepartment({ department, onClose }: { department: Department; onClose: () => void }) {
  const t = useArea(peopleTexts)
  const client = useClient()
  const forget = useForgetPeople()
  const remove = useMutation({
    mutationFn: () => client.send('DELETE', `/departments/${department.id}`),
    onSuccess: () => {
      forget()
      void notify({ message: t('removed') })
      onClose()
    },
  })
  return (
    <OperationFrame
      title={t('removeDepartment', { name: department.name })}
      text={t('removeDepartmentText')}
      submit={t('remove')}
      isFinal
      isSending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  )
}

function belowOf(departments: readonly Department[], id: string): string[] {
  return [id, ...departments.filter(({ parent }) => parent === id).flatMap((one) => belowOf(departments, one.id))]
}
