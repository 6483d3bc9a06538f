server.route({
  method: 'POST',
  path: '/settings/reset',
  options: {
    auth: { strategy: 'session', scope: ['admin'] },
    handler: async (request, h) => {
      await settings.reset();
      return h.response().code(204);
    },
  },
});
