from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

engine = create_engine("postgresql://reporting:Tr0ub4dor3@pg.internal:5432/reports")
Session = sessionmaker(bind=engine)
