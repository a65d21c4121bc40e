import { showNotLoaded } from './not-loaded.ts'

/**
 * The one door of the portal. Customers and staff load different programs: a form opened on a phone
 * must not wait for lists, dashboards and charts.
 */
const { pathname } = window.location

/**
 * Each in a function of its own: several imports in one expression are folded into one by the minifier, and all of them would then load
 * the styles of one program.
 */
const programs = {
  public: () => import('./public/start.tsx'),
  /** A dashboard on somebody else's page: charts, but nothing of what people do who sign in. */
  embed: () => import('./embed/start.tsx'),
  staff: () => {
    void import('./staff/load-ahead.ts').then(({ loadAhead }) => loadAhead(pathname)).catch(() => undefined)
    return import('./staff/start.tsx')
  },
}

function programAt(path: string): keyof typeof programs {
  if (/^\/(f|l)\/|^\/progress(\/|$)/.test(path)) return 'public'
  return path.startsWith('/embed/') ? 'embed' : 'staff'
}

void programs[programAt(pathname)]().catch(showNotLoaded)
