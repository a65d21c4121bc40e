import { ActionIcon, Menu } from '@mantine/core'
import { Icon, useTranslation } from '@tangram/ui'

export type MoreItem = { icon: string; label: string; onClick: () => void; isDanger?: boolean }

/** The menu behind the three dots of a thing with this name. */
export function MoreMenu({
  name,
  items,
  variant = 'subtle',
}: {
  name: string
  items: readonly MoreItem[]
  variant?: 'subtle' | 'default'
}) {
  const { t } = useTranslation('designer')
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={36} variant={variant} color="gray" aria-label={t('more-for', { name })}>
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ icon, label, onClick, isDanger }) => (
          <Menu.Item key={label} {...(isDanger ? { color: 'danger' } : {})} leftSection={<Icon name={icon} size={16} />} onClick={onClick}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
