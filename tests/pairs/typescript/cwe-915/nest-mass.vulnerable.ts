@Put(':id')
async update(@Param('id') id: string, @Body() body: any) {
  const user = await this.users.findOneBy({ id });
  Object.assign(user, body);
  return this.users.save(user);
}
