import { Menu } from '@mantine/core'
import { type Id, inOrder, itemOf } from '@tangram/data-model'
import { Icon, useFormat, useTranslation } from '@tangram/ui'
import type { ReactElement } from 'react'
import { useLocation } from 'wouter'
import { useDraft, useDraftActions } from '../draft/draft-context.tsx'
import { platform } from '../platform.ts'
import { reportAddress } from './report-address.ts'
import type { TileEdits } from './use-tile-edits.ts'

type TileMenuProps = { tile: Id; edits: TileEdits; opened: boolean; onChange: (opened: boolean) => void; children: ReactElement }

/** Everything drag and keys can do to a tile, and what a click on it does for readers. */
export function TileMenu({ tile, edits, opened, onChange, children }: TileMenuProps) {
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown onKeyDown={(event) => event.stopPropagation()}>{opened && <Items tile={tile} edits={edits} />}</Menu.Dropdown>
    </Menu>
  )
}

const directions = ['left', 'right', 'up', 'down'] as const
const arrows = { left: '←', right: '→', up: '↑', down: '↓' }

function Items({ tile: id, edits }: { tile: Id; edits: TileEdits }) {
  const { t } = useTranslation('designer')
  const { text } = useFormat()
  const { document } = useDraft()
  const { app } = useDraftActions()
  const [, navigate] = useLocation()
  const tile = itemOf(document.dashboards.items[edits.dashboard]?.tiles, id)
  if (!tile) return null
  const chosen = tile.click ?? 'drill'
  return (
    <>
      <Menu.Item leftSection={<Icon name="pencil" size={16} />} onClick={() => navigate(reportAddress(app, tile.report, edits.dashboard))}>
        {t('edit-report')}
      </Menu.Item>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<Icon name="arrows-exchange" size={16} />}>{t('change-report')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown mah={320} style={{ overflowY: 'auto' }}>
          {inOrder(document.reports).map(({ id: report, label, chart }) => (
            <Menu.Item
              key={report}
              disabled={report === tile.report}
              leftSection={<Icon name={platform.charts.find(({ type }) => type === chart.type)?.icon} size={16} />}
              onClick={() => edits.change(id, { report })}
            >
              {text(label, report)}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<Icon name="hand-click" size={16} />}>{t('click')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {(['drill', 'filter', 'none'] as const).map((click) => (
            <Menu.Item
              key={click}
              rightSection={click === chosen ? <Icon name="check" size={16} /> : undefined}
              aria-current={click === chosen || undefined}
              onClick={() => edits.change(id, { click })}
            >
              {t(`click-${click}`)}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Divider />
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<Icon name="arrows-move" size={16} />}>{t('move-tile')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {directions.map((to) => (
            <Menu.Item key={to} closeMenuOnClick={false} rightSection={arrows[to]} onClick={() => edits.nudge(id, to)}>
              {t(`move-${to}`)}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<Icon name="arrows-diagonal" size={16} />}>{t('resize-tile')}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {(['right', 'left', 'down', 'up'] as const).map((to) => (
            <Menu.Item key={to} closeMenuOnClick={false} rightSection={`⇧ ${arrows[to]}`} onClick={() => edits.grow(id, to)}>
              {t(`grow-${to}`)}
            </Menu.Item>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Item leftSection={<Icon name="copy" size={16} />} rightSection="Ctrl D" onClick={() => edits.duplicate(id)}>
        {t('duplicate')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item color="danger" leftSection={<Icon name="trash" size={16} />} rightSection="Del" onClick={() => edits.remove(id)}>
        {t('remove')}
      </Menu.Item>
    </>
  )
}
