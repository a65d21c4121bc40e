import { actionTypes } from '@tangram/actions'
import { nodeTypes } from '@tangram/flow-engine'
import { fieldTypes } from '@tangram/form-engine'
import { chartTypes } from '@tangram/report-engine'
import { triggerTypes } from '@tangram/rule-engine'
import { describe, expect, it } from 'vitest'
import { icons } from './icons.ts'

const registries: Record<string, readonly { type: string; icon: string }[]> = {
  'field type': fieldTypes,
  node: nodeTypes,
  trigger: triggerTypes,
  action: actionTypes,
  chart: chartTypes,
}

for (const [registry, entries] of Object.entries(registries)) {
  describe(`every ${registry}`, () => {
    for (const { type, icon } of entries) {
      it(`${type} has the icon it names (${icon}) in icons.ts`, () => {
        expect(Object.hasOwn(icons, icon)).toBe(true)
      })
    }

    it('has an icon of its own', () => {
      const names = entries.map(({ icon }) => icon)
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    })
  })
}
