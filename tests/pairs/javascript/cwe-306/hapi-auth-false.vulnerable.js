server.route({
  method: 'POST',
  path: '/settings/reset',
  options: {
    auth: false,
    handler: async (request, h) => {
      await settings.reset();
      return h.response().code(204);
    },
  },
});
