import { createHash } from 'crypto';
import * as argon2 from 'argon2';

@Injectable()
export class UserService {
  constructor(private readonly users: UserRepository) {}

  async create(dto: CreateUserDto): Promise<User> {
    const passwordHash = await argon2.hash(dto.password);
    return this.users.save({ email: dto.email, passwordHash });
  }
}
