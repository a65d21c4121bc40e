import shapes from '@surbowl/world-geo-json-zh/world.zh.json' with { type: 'json' }

export default shapes
