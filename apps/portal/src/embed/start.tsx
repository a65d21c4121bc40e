import '@tangram/ui/styles.css'
import { fieldTypes } from '@tangram/form-engine'
import { mendLostParts, TangramProvider, withPlugIns } from '@tangram/ui'
import { createRoot } from 'react-dom/client'
import { loadOperators } from '../parts/operators.ts'
import { plugInsOfPage } from '../parts/plug-ins.ts'
import { embedClient } from './embed-client.ts'
import { EmbedPage } from './embed-page.tsx'

mendLostParts()

const [plugIns] = await Promise.all([plugInsOfPage(), loadOperators('all')])
const [, , token = ''] = window.location.pathname.split('/')
const { client, takeTicket } = embedClient(token)
const theme = new URLSearchParams(window.location.search).get('theme')

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <TangramProvider
      client={client}
      notifications={false}
      parts={withPlugIns({ fieldTypes }, plugIns)}
      {...(theme === 'dark' || theme === 'light' ? { colorScheme: theme } : {})}
    >
      <EmbedPage token={token} onTicket={takeTicket} />
    </TangramProvider>,
  )
}
