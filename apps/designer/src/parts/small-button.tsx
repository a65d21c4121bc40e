import { ActionIcon } from '@mantine/core'
import { Icon } from '@tangram/ui'

type SmallButtonProps = { icon: string; label: string; disabled?: boolean; onClick: () => void }

/** A quiet button beside the thing it is about; its name is for screen readers. */
export function SmallButton({ icon, label, disabled = false, onClick }: SmallButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} size={16} />
    </ActionIcon>
  )
}
