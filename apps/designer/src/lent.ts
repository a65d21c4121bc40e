import * as mantine from '@mantine/core'
import * as hooks from '@mantine/hooks'
import { ErrorState, Icon, type Lent, OptionTag, useClient, useFormat, useLocale } from '@tangram/ui'
import * as react from 'react'
import * as jsx from 'react/jsx-runtime'
import * as dom from 'react-dom'

/** What widgets of plug-ins import from this page. Only pages with plug-ins load it. */
export const lent: Lent = {
  react,
  'react/jsx-runtime': jsx,
  'react-dom': dom,
  '@mantine/core': mantine,
  '@mantine/hooks': hooks,
  '@tangram/ui': { ErrorState, Icon, OptionTag, useClient, useFormat, useLocale },
}
