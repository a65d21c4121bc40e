import { Button } from '@mantine/core'
import { Icon } from '@tangram/ui'
import { Link } from 'wouter'
import { useExcelWords } from './excel-words.ts'

/** The way to the wizard; `app` absent: a new app. */
export function ExcelButton({ app }: { app?: string }) {
  const say = useExcelWords()
  return (
    <Button component={Link} href={`/${app ?? 'new'}/excel`} variant="default" leftSection={<Icon name="table-import" size={16} />}>
      {say('title')}
    </Button>
  )
}
