import { boolean, type JsonValue, list, reference, text } from '@tangram/data-model'
import { param } from '../operator.ts'
import { operatorsOf } from './define.ts'
import { asList } from './list.ts'

const define = operatorsOf('people')
const person = param('reference', 'person', '人员')

/** Who is asking, with teams, departments and roles. */
export const peopleOperators = [
  define(
    'current_user',
    ['CURRENT_USER', '当前用户'],
    ['The person who is asking', '当前用户'],
    [],
    reference('person'),
    (_, { user }) => user?.id ?? null,
    { reads: ['$user.id'] },
  ),
  define(
    'current_teams',
    ['CURRENT_TEAMS', '当前用户团队'],
    ['The teams of the person who is asking', '当前用户所在的团队'],
    [],
    list(reference('team')),
    (_, { user }) => [...(user?.teams ?? [])],
    { reads: ['$user.teams'] },
  ),
  define(
    'current_departments',
    ['CURRENT_DEPARTMENTS', '当前用户部门'],
    ['The departments of the person who is asking', '当前用户所在的部门'],
    [],
    list(reference('department')),
    (_, { user }) => [...(user?.departments ?? [])],
    { reads: ['$user.departments'] },
  ),
  define(
    'current_roles',
    ['CURRENT_ROLES', '当前用户角色'],
    ['The roles of the person who is asking', '当前用户的角色'],
    [],
    list(text()),
    (_, { user }) => [...(user?.roles ?? [])],
    { reads: ['$user.roles'] },
  ),
  define(
    'is_signed_in',
    ['IS_SIGNED_IN', '已登录'],
    ['Somebody is signed in', '当前有用户登录'],
    [],
    boolean,
    (_, { user }) => user !== undefined,
    { reads: ['$user.id'] },
  ),
  define(
    'is_me',
    ['IS_ME', '是本人'],
    ['The person is the one who is asking', '是当前用户本人'],
    [person],
    boolean,
    ([id = null], { user }) => id !== null && id === user?.id,
    { reads: ['$user.id'] },
  ),
  define(
    'includes_me',
    ['INCLUDES_ME', '包含本人'],
    ['The one who is asking is among the persons', '人员列表中有当前用户'],
    [param('people', 'persons', '人员列表')],
    boolean,
    ([ids], { user }) => user !== undefined && asList(ids).includes(user.id),
    { reads: ['$user.id'] },
  ),
  define(
    'in_team',
    ['IN_TEAM', '属于团队'],
    ['The one who is asking belongs to the team', '当前用户属于该团队'],
    [param('reference', 'team', '团队')],
    boolean,
    ([id], { user }) => isOne(id, user?.teams),
    { reads: ['$user.teams'] },
  ),
  define(
    'in_department',
    ['IN_DEPARTMENT', '属于部门'],
    ['The one who is asking belongs to the department', '当前用户属于该部门'],
    [param('reference', 'department', '部门')],
    boolean,
    ([id], { user }) => isOne(id, user?.departments),
    { reads: ['$user.departments'] },
  ),
  define(
    'has_role',
    ['HAS_ROLE', '有角色', '拥有角色'],
    ['The one who is asking has the role', '当前用户有该角色'],
    [param('text', 'role', '角色')],
    boolean,
    ([id], { user }) => isOne(id, user?.roles),
    { reads: ['$user.roles'] },
  ),
]

function isOne(id: JsonValue | undefined, all: readonly string[] | undefined): boolean {
  return typeof id === 'string' && all !== undefined && all.includes(id)
}
