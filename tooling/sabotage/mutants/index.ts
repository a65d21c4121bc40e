import type { Mutant } from '../mutant.ts'
import { access } from './access.ts'
import { actions } from './actions.ts'
import { administrators } from './administrators.ts'
import { appModel } from './app-model.ts'
import { audit } from './audit.ts'
import { backup } from './backup.ts'
import { designer } from './designer.ts'
import { encryption } from './encryption.ts'
import { explanations } from './explanations.ts'
import { expression } from './expression.ts'
import { flowEngine } from './flow-engine.ts'
import { formEngine } from './form-engine.ts'
import { language } from './language.ts'
import { linked } from './linked.ts'
import { masks } from './masks.ts'
import { openidConnect } from './openid-connect.ts'
import { output } from './output.ts'
import { people } from './people.ts'
import { personalData } from './personal-data.ts'
import { reportEngine } from './report-engine.ts'
import { routeClasses } from './route-classes.ts'
import { ruleEngine } from './rule-engine.ts'
import { server } from './server.ts'
import { signIn } from './sign-in.ts'
import { storage } from './storage.ts'
import { ui } from './ui.ts'
import { workbook } from './workbook.ts'

/** Every fault, by the package whose source it changes. */
export const mutants: readonly Mutant[] = [
  ...backup,
  ...expression,
  ...language,
  ...linked,
  ...audit,
  ...access,
  ...masks,
  ...administrators,
  ...encryption,
  ...explanations,
  ...formEngine,
  ...flowEngine,
  ...ruleEngine,
  ...actions,
  ...reportEngine,
  ...output,
  ...workbook,
  ...appModel,
  ...storage,
  ...people,
  ...personalData,
  ...signIn,
  ...server,
  ...routeClasses,
  ...openidConnect,
  ...ui,
  ...designer,
]
