app.setErrorHandler((error, request, reply) => {
  request.log.error(error);
  reply.status(500).send({ message: 'Internal error' });
});
