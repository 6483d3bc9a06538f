app.setErrorHandler((error, request, reply) => {
  reply.status(500).send({ message: error.message, stack: error.stack });
});
