@Put(':id')
async update(@Param('id') id: string, @Body() body: UpdateProfileDto) {
  const user = await this.users.findOneBy({ id });
  user.displayName = body.displayName;
  user.bio = body.bio;
  return this.users.save(user);
}
