-- One PostgreSQL server, three databases: Houston's is made by the image itself.
CREATE DATABASE edm;
CREATE DATABASE acm;
